package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;

/** What applies a message of a subscription (native.md, section 8). */
@SuppressWarnings("MemberName")
final class RawWriteApi {

  native int tmq_write_raw(Pointer connection, TmqRawApi.RawData.ByValue raw);
}
