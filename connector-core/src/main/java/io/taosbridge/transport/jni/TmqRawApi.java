package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/** What hands out a message as it came (native.md, section 8). */
@SuppressWarnings("MemberName")
final class TmqRawApi {

  /** {@code tmq_raw_data}, which is filled by reference and freed by value. */
  @FieldOrder({"raw", "length", "type"})
  public static class RawData extends Structure {

    public Pointer raw;
    public int length;
    public short type;

    /** The same, passed by value. */
    public static final class ByValue extends RawData implements Structure.ByValue {}
  }

  native int tmq_get_raw(Pointer result, Pointer raw);

  native void tmq_free_raw(RawData.ByValue raw);
}
