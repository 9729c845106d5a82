package io.taosbridge.transport.jni;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** Prepared statements by STMT, the predecessor of STMT2 (native.md, section 6). */
@SuppressWarnings("MemberName")
final class StmtApi {

  native Pointer taos_stmt_init_with_reqid(Pointer connection, long requestId);

  native int taos_stmt_prepare(Pointer statement, String sql, NativeLong length);

  native int taos_stmt_is_insert(Pointer statement, Pointer insert);

  native int taos_stmt_set_tbname(Pointer statement, String name);

  native int taos_stmt_get_tag_fields(Pointer statement, Pointer count, Pointer fields);

  native int taos_stmt_get_col_fields(Pointer statement, Pointer count, Pointer fields);

  native void taos_stmt_reclaim_fields(Pointer statement, Pointer fields);

  native int taos_stmt_set_tags(Pointer statement, Pointer tags);

  native int taos_stmt_bind_param_batch(Pointer statement, Pointer columns);

  native int taos_stmt_add_batch(Pointer statement);

  native int taos_stmt_execute(Pointer statement);

  native int taos_stmt_affected_rows_once(Pointer statement);

  native String taos_stmt_errstr(Pointer statement);

  native int taos_stmt_close(Pointer statement);
}
