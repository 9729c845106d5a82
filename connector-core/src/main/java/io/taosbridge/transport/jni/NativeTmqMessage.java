package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.transport.PolledMessage;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** A message whose content stays in the library until it is asked for, once. */
final class NativeTmqMessage extends PolledMessage {

  private final NativeTmqConsumer consumer;
  private final Pointer result;
  private final Supplier<TmqData> reader;

  /**
   * @param result to be used only while this is the consumer's current message
   * @param reader reads the rows of the result, once
   */
  NativeTmqMessage(
      NativeTmqConsumer consumer,
      Pointer result,
      Kind kind,
      TopicVgroup source,
      String database,
      long offset,
      long requestOffset,
      Supplier<TmqData> reader) {
    super(kind, source, database, offset, requestOffset);
    this.consumer = consumer;
    this.result = result;
    this.reader = reader;
  }

  Pointer result() {
    return result;
  }

  Supplier<TmqData> reader() {
    return reader;
  }

  @Override
  protected TmqData fetchData() {
    return consumer.data(this);
  }

  @Override
  protected String fetchMetadata() {
    return consumer.metadata(this);
  }

  @Override
  protected ByteBuffer fetchRawMetadata() {
    return consumer.rawMetadata(this);
  }

  @Override
  public String toString() {
    return kind()
        + " message of offset "
        + offset()
        + " in vgroup "
        + vgroup()
        + " of topic "
        + topic();
  }
}
