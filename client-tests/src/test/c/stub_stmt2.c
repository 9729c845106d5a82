/* STMT2: binds become the payload that taosAdapter takes (its action 9). */
#ifndef STUB_WITHOUT_STMT2

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stub.h"

struct statement {
  struct stub_handle head;
  bool insert;
  int32_t field_count;
  TAOS_FIELD_ALL *fields;
  char text[512];
  struct stub_result *result;
  int busy;
};

static struct statement *enter(TAOS_STMT2 *pointer, const char *function) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT2, function);
  if (statement != NULL && __atomic_exchange_n(&statement->busy, 1, __ATOMIC_SEQ_CST)) {
    stub_violation(function, "called by two threads at once");
  }
  return statement;
}

static int32_t leave(struct statement *statement, int32_t code) {
  stub_copy(statement->text, sizeof statement->text, code == 0 ? "success" : taos_errstr(NULL));
  __atomic_store_n(&statement->busy, 0, __ATOMIC_SEQ_CST);
  return code;
}

/* What a statement gave out as its result ends with the next use of it. */
static void drop_result(struct statement *statement) {
  if (statement->result != NULL) {
    statement->result->part_of_statement = false;
    taos_free_result(statement->result);
    statement->result = NULL;
  }
}

STUB_API TAOS_STMT2 *taos_stmt2_init(TAOS *pointer, TAOS_STMT2_OPTION *option) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_stmt2_init");
  if (connection == NULL || stub_is_null()) {
    return NULL;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection->id);
  stub_put_i8(&message, option != NULL && option->singleStbInsert);
  stub_put_i8(&message, option != NULL && option->singleTableBindOnce);
  struct statement *statement = NULL;
  if (option != NULL && (option->reqid == 0 || option->asyncExecFn || option->userdata)) {
    stub_violation("taos_stmt2_init", "odd options");
  }
  if (stub_call(STUB_STMT2_INIT, &message, &answer) == 0) {
    statement = calloc(1, sizeof *statement);
    stub_handle_init(statement, STUB_STATEMENT2, stub_get_i64(&answer), connection);
  }
  stub_answer_free(&answer);
  return statement;
}

STUB_API int taos_stmt2_prepare(TAOS_STMT2 *pointer, const char *sql, unsigned long length) {
  struct statement *statement = enter(pointer, "taos_stmt2_prepare");
  if (statement == NULL) {
    return -1;
  }
  drop_result(statement);
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, statement->head.id);
  stub_put_bytes(&message, sql, (int32_t)(length == 0 ? strlen(sql) : length));
  int32_t code = stub_call(STUB_STMT2_PREPARE, &message, &answer);
  if (code == 0) {
    statement->insert = stub_get_i8(&answer) != 0;
    statement->field_count = stub_get_i32(&answer);
    if (statement->insert) {
      statement->fields = calloc((size_t)statement->field_count + 1, sizeof *statement->fields);
      for (int32_t i = 0; i < statement->field_count; i++) {
        TAOS_FIELD_ALL *field = &statement->fields[i];
        char *name = stub_get_text(&answer);
        stub_copy(field->name, sizeof field->name, name);
        free(name);
        field->type = stub_get_i8(&answer);
        field->precision = (uint8_t)stub_get_i8(&answer);
        field->scale = (uint8_t)stub_get_i8(&answer);
        field->bytes = stub_get_i32(&answer);
        field->field_type = (uint8_t)stub_get_i8(&answer);
      }
    }
  }
  stub_answer_free(&answer);
  return leave(statement, code);
}

STUB_API int taos_stmt2_is_insert(TAOS_STMT2 *pointer, int *insert) {
  struct statement *statement = enter(pointer, "taos_stmt2_is_insert");
  if (statement == NULL) {
    return -1;
  }
  *insert = statement->insert;
  return leave(statement, 0);
}

STUB_API int taos_stmt2_get_fields(TAOS_STMT2 *pointer, int *count, TAOS_FIELD_ALL **fields) {
  struct statement *statement = enter(pointer, "taos_stmt2_get_fields");
  if (statement == NULL) {
    return -1;
  }
  *count = statement->field_count;
  if (fields != NULL) {
    size_t size = (size_t)statement->field_count * sizeof **fields;
    *fields = statement->insert ? memcpy(malloc(size + 1), statement->fields, size) : NULL;
  }
  return leave(statement, 0);
}

STUB_API void taos_stmt2_free_fields(TAOS_STMT2 *pointer, TAOS_FIELD_ALL *fields) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT2, "taos_stmt2_free_fields");
  if (statement != NULL && fields != NULL) {
    memset(fields, 0xdd, (size_t)statement->field_count * sizeof *fields);
    free(fields);
  }
}

static int32_t width(int32_t type) {
  static const int32_t widths[] = {0, 1, 1, 2, 4, 8, 4, 8, 0, 8, 0, 1, 2, 4, 8, 0};
  return type >= 0 && type < 16 ? widths[type] : 0;
}

static void put_column(struct stub_message *message, const TAOS_STMT2_BIND *bind) {
  int32_t num = bind->num;
  bool variable = bind->length != NULL;
  int32_t bytes = variable ? 0 : num * width(bind->buffer_type);
  for (int32_t i = 0; variable && i < num; i++) {
    bytes += bind->is_null != NULL && bind->is_null[i] ? 0 : bind->length[i];
  }
  stub_put_i32(message, 17 + num + (variable ? 4 * num : 0) + bytes);
  stub_put_i32(message, bind->buffer_type);
  stub_put_i32(message, num);
  for (int32_t i = 0; i < num; i++) {
    stub_put_i8(message, bind->is_null == NULL ? 0 : bind->is_null[i]);
  }
  stub_put_i8(message, variable);
  for (int32_t i = 0; variable && i < num; i++) {
    stub_put_i32(message, bind->length[i]);
  }
  stub_put_bytes(message, bytes == 0 ? "" : bind->buffer, bytes); /* behind its length */
}

/* One area of columns for each table, behind the lengths of all areas. */
static void put_areas(
    struct stub_message *payload, TAOS_STMT2_BIND **tables, int32_t count, int32_t width_of_table) {
  struct stub_message areas = {0};
  for (int32_t i = 0; i < count; i++) {
    size_t start = areas.size;
    for (int32_t j = 0; j < width_of_table; j++) {
      put_column(&areas, &tables[i][j]);
    }
    stub_put_i32(payload, (int32_t)(areas.size - start));
  }
  for (size_t i = 0; i < areas.size; i++) {
    stub_put_i8(payload, (int8_t)areas.data[i]);
  }
  free(areas.data);
}

static void set_i32(struct stub_message *message, size_t at, size_t value) {
  for (size_t i = 0; i < 4; i++) {
    message->data[at + i] = (uint8_t)(value >> (8 * i));
  }
}

static int32_t fields_of(const struct statement *statement, int32_t field_type) {
  int32_t count = 0;
  for (int32_t i = 0; statement->insert && i < statement->field_count; i++) {
    count += statement->fields[i].field_type == field_type;
  }
  return count;
}

STUB_API int taos_stmt2_bind_param(TAOS_STMT2 *pointer, TAOS_STMT2_BINDV *bindv, int32_t column) {
  struct statement *statement = enter(pointer, "taos_stmt2_bind_param");
  if (statement == NULL) {
    return -1;
  }
  drop_result(statement);
  int32_t columns = statement->insert ? fields_of(statement, 1) : statement->field_count;
  int32_t tags = bindv->tags == NULL ? 0 : fields_of(statement, 2);
  struct stub_message payload = {0};
  stub_put_i32(&payload, 0);
  stub_put_i32(&payload, bindv->count);
  stub_put_i32(&payload, tags);
  stub_put_i32(&payload, columns);
  stub_put_i32(&payload, bindv->tbnames == NULL ? 0 : 28);
  stub_put_i32(&payload, 0);
  stub_put_i32(&payload, 0);
  if (bindv->tbnames != NULL) {
    for (int32_t i = 0; i < bindv->count; i++) {
      size_t length = strlen(bindv->tbnames[i]) + 1;
      stub_put_i8(&payload, (int8_t)(length & 0xff));
      stub_put_i8(&payload, (int8_t)(length >> 8));
    }
    for (int32_t i = 0; i < bindv->count; i++) {
      for (const char *at = bindv->tbnames[i];; at++) {
        stub_put_i8(&payload, *at);
        if (*at == 0) {
          break;
        }
      }
    }
  }
  if (tags > 0) {
    set_i32(&payload, 20, payload.size);
    put_areas(&payload, bindv->tags, bindv->count, tags);
  }
  if (bindv->bind_cols != NULL) {
    set_i32(&payload, 24, payload.size);
    put_areas(&payload, bindv->bind_cols, bindv->count, columns);
  }
  set_i32(&payload, 0, payload.size);
  struct stub_message message = {0};
  stub_put_i64(&message, statement->head.id);
  stub_put_i32(&message, column);
  stub_put_bytes(&message, payload.data, (int32_t)payload.size);
  free(payload.data);
  return leave(statement, stub_tell(STUB_STMT2_BIND, &message));
}

STUB_API int taos_stmt2_exec(TAOS_STMT2 *pointer, int *affected) {
  struct statement *statement = enter(pointer, "taos_stmt2_exec");
  if (statement == NULL) {
    return -1;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, statement->head.id);
  int32_t code = stub_call(STUB_STMT2_EXEC, &message, &answer);
  if (code == 0) {
    *affected = (int)stub_get_i64(&answer);
  }
  stub_answer_free(&answer);
  return leave(statement, code);
}

STUB_API TAOS_RES *taos_stmt2_result(TAOS_STMT2 *pointer) {
  struct statement *statement = enter(pointer, "taos_stmt2_result");
  if (statement == NULL) {
    return NULL;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, statement->head.id);
  if (stub_is_null()) {
    free(message.data);
    leave(statement, -1);
    return NULL;
  }
  int32_t code = stub_call(STUB_STMT2_RESULT, &message, &answer);
  if (code == 0) {
    statement->result = stub_result_new(statement, stub_get_i64(&answer));
    stub_describe(statement->result, &answer);
    statement->result->part_of_statement = true;
  }
  stub_answer_free(&answer);
  leave(statement, code);
  return statement->result;
}

STUB_API char *taos_stmt2_error(TAOS_STMT2 *pointer) {
  struct statement *statement = stub_use(pointer, STUB_STATEMENT2, "taos_stmt2_error");
  return statement == NULL ? NULL : statement->text;
}

STUB_API int taos_stmt2_close(TAOS_STMT2 *pointer) {
  struct statement *statement = enter(pointer, "taos_stmt2_close");
  if (statement == NULL) {
    return -1;
  }
  drop_result(statement);
  stub_give_back(statement, STUB_STATEMENT2, "taos_stmt2_close");
  struct stub_message message = {0};
  stub_put_i64(&message, statement->head.id);
  stub_tell(STUB_STMT2_CLOSE, &message);
  return 0;
}

#endif
