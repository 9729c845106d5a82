package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;

/**
 * The functions every connection needs (native.md, sections 4 and 5), by their names in C. All of
 * them are in version 3.3.6.
 *
 * <p>A C {@code bool} is read as a byte: the bits above it are undefined.
 */
@SuppressWarnings("MemberName")
final class ConnectionApi {

  native int taos_init();

  native int taos_options(int option, String value);

  native Pointer taos_connect(String host, String user, String password, String database, int port);

  native void taos_close(Pointer connection);

  native String taos_get_client_info();

  native String taos_get_server_info(Pointer connection);

  native int taos_get_current_db(Pointer connection, Pointer name, int length, Pointer required);

  native Pointer taos_query_with_reqid(Pointer connection, String sql, long requestId);

  native int taos_errno(Pointer result);

  native String taos_errstr(Pointer result);

  native byte taos_is_update_query(Pointer result);

  native long taos_affected_rows64(Pointer result);

  native int taos_field_count(Pointer result);

  native Pointer taos_fetch_fields_e(Pointer result);

  native int taos_result_precision(Pointer result);

  native int taos_fetch_raw_block(Pointer result, Pointer rows, Pointer data);

  native void taos_free_result(Pointer result);
}
