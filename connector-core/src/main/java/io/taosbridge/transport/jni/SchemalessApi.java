package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;

/** Writing schemaless text (native.md, section 7). */
@SuppressWarnings("MemberName")
final class SchemalessApi {

  native Pointer taos_schemaless_insert_raw_ttl_with_reqid_tbname_key(
      Pointer connection,
      Pointer text,
      int length,
      Pointer rows,
      int protocol,
      int precision,
      int ttl,
      long requestId,
      String tableNameKey);
}
