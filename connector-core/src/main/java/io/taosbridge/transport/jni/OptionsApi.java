package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;

/** Options of one connection (native.md, section 4). */
@SuppressWarnings("MemberName")
final class OptionsApi {

  static final int TIMEZONE = 1;
  static final int APPLICATION = 3;

  native int taos_options_connection(Pointer connection, int option, String value);
}
