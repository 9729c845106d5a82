package io.taosbridge.transport.jni;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.util.List;

/**
 * The symbols that hand out a message as it came (native.md, section 8); old libraries lack them.
 */
final class TmqRawLibrary {

  static final List<String> SYMBOLS = List.of("tmq_get_raw", "tmq_free_raw");

  /** {@code tmq_raw_data}: filled by reference, freed by value. */
  @FieldOrder({"raw", "length", "type"})
  public static class RawData extends Structure {

    public Pointer raw;
    public int length;
    public short type;

    /** The same, passed by value. */
    public static final class ByValue extends RawData implements Structure.ByValue {}
  }

  TmqRawLibrary(NativeLibrary library) {
    Native.register(TmqRawLibrary.class, library);
  }

  native int tmq_get_raw(Pointer result, RawData raw);

  native void tmq_free_raw(RawData.ByValue raw);
}
