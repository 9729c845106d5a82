package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.TmqData;
import java.util.function.Supplier;

/** The one message of a consumer that the library still holds. */
final class HeldMessage {

  private final NativeTmqMessage header;
  private final Pointer result;
  private final Supplier<TmqData> reader;
  private TmqData data;

  /**
   * @param reader reads the rows; called once at most
   */
  HeldMessage(NativeTmqMessage header, Pointer result, Supplier<TmqData> reader) {
    this.header = header;
    this.result = result;
    this.reader = reader;
  }

  NativeTmqMessage header() {
    return header;
  }

  Pointer result() {
    return result;
  }

  TmqData data() {
    if (data == null) {
      data = reader.get();
    }
    return data;
  }
}
