/* STMT, the predecessor of STMT2: each value goes by itself, taken from its slot. */
#ifndef STUB_WITHOUT_STMT

#include <stdlib.h>
#include <string.h>

#include "stub.h"

struct statement {
  struct stub_handle head;
  bool insert;
  int32_t tag_count;
  int32_t column_count;
  int32_t affected;
  char text[512];
};

static int32_t leave(struct statement *statement, int32_t code) {
  stub_copy(statement->text, sizeof statement->text, code == 0 ? "success" : taos_errstr(NULL));
  return code;
}

/* A call of which only the code counts, with the message begun. */
static int32_t tell(struct statement *statement, int32_t operation, struct stub_message *message) {
  return leave(statement, stub_tell(operation, message));
}

static struct statement *begin(
    TAOS_STMT *pointer, struct stub_message *message, const char *function) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT, function);
  if (statement != NULL) {
    stub_put_i64(message, statement->head.id);
  }
  return statement;
}

STUB_API TAOS_STMT *taos_stmt_init_with_reqid(TAOS *pointer, int64_t request_id) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_stmt_init_with_reqid");
  if (connection == NULL || stub_is_null()) {
    return NULL;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection->id);
  stub_put_i64(&message, request_id);
  struct statement *statement = NULL;
  if (stub_call(STUB_STMT_INIT, &message, &answer) == 0) {
    statement = calloc(1, sizeof *statement);
    stub_handle_init(statement, STUB_STATEMENT, stub_get_i64(&answer), connection);
  }
  stub_answer_free(&answer);
  return statement;
}

STUB_API int taos_stmt_prepare(TAOS_STMT *pointer, const char *sql, unsigned long length) {
  struct stub_message message = {0};
  struct stub_answer answer;
  struct statement *statement = begin(pointer, &message, "taos_stmt_prepare");
  if (statement == NULL) {
    return -1;
  }
  stub_put_bytes(&message, sql, (int32_t)(length == 0 ? strlen(sql) : length));
  int32_t code = stub_call(STUB_STMT_PREPARE, &message, &answer);
  if (code == 0) {
    statement->insert = stub_get_i8(&answer) != 0;
  }
  stub_answer_free(&answer);
  return leave(statement, code);
}

STUB_API int taos_stmt_is_insert(TAOS_STMT *pointer, int *insert) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT, "taos_stmt_is_insert");
  if (statement == NULL) {
    return -1;
  }
  *insert = statement->insert;
  return leave(statement, 0);
}

STUB_API int taos_stmt_set_tbname(TAOS_STMT *pointer, const char *name) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_set_tbname");
  if (statement == NULL) {
    return -1;
  }
  stub_put_text(&message, name);
  return tell(statement, STUB_STMT_SET_TABLE_NAME, &message);
}

static int32_t fields(
    struct statement *statement,
    int32_t operation,
    struct stub_message *message,
    int *count,
    TAOS_FIELD_E **given) {
  struct stub_answer answer;
  int32_t code = stub_call(operation, message, &answer);
  if (code == 0) {
    struct stub_result described = {0};
    stub_describe(&described, &answer);
    *count = described.field_count;
    *given = described.fields;
  }
  stub_answer_free(&answer);
  return leave(statement, code);
}

STUB_API int taos_stmt_get_tag_fields(TAOS_STMT *pointer, int *count, TAOS_FIELD_E **given) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_get_tag_fields");
  if (statement == NULL) {
    return -1;
  }
  int32_t code = fields(statement, STUB_STMT_GET_TAG_FIELDS, &message, count, given);
  statement->tag_count = *count;
  return code;
}

STUB_API int taos_stmt_get_col_fields(TAOS_STMT *pointer, int *count, TAOS_FIELD_E **given) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_get_col_fields");
  if (statement == NULL) {
    return -1;
  }
  int32_t code = fields(statement, STUB_STMT_GET_COLUMN_FIELDS, &message, count, given);
  statement->column_count = *count;
  return code;
}

STUB_API void taos_stmt_reclaim_fields(TAOS_STMT *pointer, TAOS_FIELD_E *given) {
  if (stub_use(pointer, STUB_STATEMENT, "taos_stmt_reclaim_fields") != NULL) {
    given->bytes = -1;
    free(given);
  }
}

static int32_t send_values(
    struct statement *statement,
    int32_t operation,
    struct stub_message *message,
    const TAOS_MULTI_BIND *binds,
    int32_t count) {
  stub_put_i32(message, count);
  for (int32_t i = 0; i < count; i++) {
    const TAOS_MULTI_BIND *bind = &binds[i];
    stub_put_i32(message, bind->buffer_type);
    stub_put_i32(message, bind->num);
    for (int32_t row = 0; row < bind->num; row++) {
      bool null = bind->is_null != NULL && bind->is_null[row];
      const char *value = (const char *)bind->buffer + bind->buffer_length * (size_t)row;
      if (!null && (uintptr_t)bind->length[row] > bind->buffer_length) {
        stub_violation("taos_stmt", "a value is longer than its slot");
      }
      stub_put_bytes(message, null ? NULL : value, bind->length[row]);
    }
  }
  return tell(statement, operation, message);
}

STUB_API int taos_stmt_set_tags(TAOS_STMT *pointer, TAOS_MULTI_BIND *tags) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_set_tags");
  return statement == NULL
             ? -1
             : send_values(statement, STUB_STMT_SET_TAGS, &message, tags, statement->tag_count);
}

STUB_API int taos_stmt_bind_param_batch(TAOS_STMT *pointer, TAOS_MULTI_BIND *columns) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_bind_param_batch");
  return statement == NULL
             ? -1
             : send_values(statement, STUB_STMT_BIND, &message, columns, statement->column_count);
}

STUB_API int taos_stmt_add_batch(TAOS_STMT *pointer) {
  struct stub_message message = {0};
  struct statement *statement = begin(pointer, &message, "taos_stmt_add_batch");
  return statement == NULL ? -1 : tell(statement, STUB_STMT_ADD_BATCH, &message);
}

STUB_API int taos_stmt_execute(TAOS_STMT *pointer) {
  struct stub_message message = {0};
  struct stub_answer answer;
  struct statement *statement = begin(pointer, &message, "taos_stmt_execute");
  if (statement == NULL) {
    return -1;
  }
  int32_t code = stub_call(STUB_STMT_EXEC, &message, &answer);
  if (code == 0) {
    statement->affected = (int32_t)stub_get_i64(&answer);
  }
  stub_answer_free(&answer);
  return leave(statement, code);
}

STUB_API int taos_stmt_affected_rows_once(TAOS_STMT *pointer) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT, "taos_stmt_affected_rows_once");
  return statement == NULL ? -1 : statement->affected;
}

STUB_API char *taos_stmt_errstr(TAOS_STMT *pointer) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT, "taos_stmt_errstr");
  return statement == NULL ? NULL : statement->text;
}

STUB_API int taos_stmt_close(TAOS_STMT *pointer) {
  struct statement *statement = stub_give_back(pointer, STUB_STATEMENT, "taos_stmt_close");
  if (statement == NULL) {
    return -1;
  }
  struct stub_message message = {0};
  stub_put_i64(&message, statement->head.id);
  stub_tell(STUB_STMT_CLOSE, &message);
  return 0;
}

#endif
