#ifndef STUB_WITHOUT_SCHEMALESS

#include "stub.h"

STUB_API TAOS_RES *taos_schemaless_insert_raw_ttl_with_reqid_tbname_key(
    TAOS *pointer,
    char *lines,
    int length,
    int32_t *rows,
    int protocol,
    int precision,
    int32_t ttl,
    int64_t request_id,
    char *table_name_key) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_schemaless_insert");
  if (connection == NULL || stub_is_null()) {
    return NULL;
  }
  if (lines[length] != 0) {
    stub_violation("taos_schemaless_insert", "the text does not end with a NUL");
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection->id);
  stub_put_bytes(&message, lines, length);
  stub_put_i32(&message, protocol);
  stub_put_i32(&message, precision);
  stub_put_i32(&message, ttl);
  stub_put_i64(&message, request_id);
  stub_put_text(&message, table_name_key);
  struct stub_result *result;
  if (stub_call(STUB_SCHEMALESS, &message, &answer) != 0) {
    result = stub_failed_result(connection);
  } else {
    result = stub_result_new(connection, 0);
    result->update = true;
    result->affected = stub_get_i64(&answer);
    *rows = stub_get_i32(&answer);
  }
  stub_answer_free(&answer);
  return result;
}

#endif
