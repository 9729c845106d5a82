package io.taosbridge.transport.jni;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Prepared statements by STMT2 (native.md, section 6). */
@SuppressWarnings("MemberName")
final class Stmt2Api {

  static final int ALL_COLUMNS = -1;

  native Pointer taos_stmt2_init(Pointer connection, Pointer option);

  native int taos_stmt2_prepare(Pointer statement, String sql, NativeLong length);

  native int taos_stmt2_bind_param(Pointer statement, Pointer bindv, int column);

  native int taos_stmt2_exec(Pointer statement, Pointer affected);

  native int taos_stmt2_is_insert(Pointer statement, Pointer insert);

  native int taos_stmt2_get_fields(Pointer statement, Pointer count, Pointer fields);

  native void taos_stmt2_free_fields(Pointer statement, Pointer fields);

  native Pointer taos_stmt2_result(Pointer statement);

  native String taos_stmt2_error(Pointer statement);

  native int taos_stmt2_close(Pointer statement);
}
