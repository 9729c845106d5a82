#include "stub.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAGIC 0x7ab51de5u
#define NEGATIVE 0x80000000u
#define MAX_VIOLATIONS 4096

typedef void *(*backend_function)(int32_t operation, const void *request, int32_t length);

static backend_function backend;
static char violations[MAX_VIOLATIONS];
static int64_t live[STUB_KINDS];
static int32_t nulls;

static _Thread_local int32_t last_code;
static _Thread_local char last_text[512];

STUB_API void stub_set_backend(backend_function function) { backend = function; }

/* What callers did that would have crashed the real library, a line each; empty if all was well. */
STUB_API const char *stub_violations(void) { return violations; }

STUB_API void stub_forget_violations(void) { violations[0] = 0; }

/* Lets the next calls that give something out give NULL, as for want of memory. */
STUB_API void stub_give_null(int32_t calls) {
  __atomic_store_n(&nulls, calls, __ATOMIC_SEQ_CST);
}

bool stub_is_null(void) {
  if (__atomic_load_n(&nulls, __ATOMIC_SEQ_CST) == 0) {
    return false;
  }
  __atomic_sub_fetch(&nulls, 1, __ATOMIC_SEQ_CST);
  stub_fail(0x0102, "Out of Memory");
  return true;
}

/* How many of a kind were given out and not given back. */
STUB_API int64_t stub_live(int32_t kind) { return __atomic_load_n(&live[kind], __ATOMIC_SEQ_CST); }

void stub_violation(const char *function, const char *what) {
  size_t used = strlen(violations);
  snprintf(violations + used, sizeof violations - used, "%s: %s\n", function, what);
}

void stub_handle_init(void *pointer, int32_t kind, int64_t id, void *parent) {
  struct stub_handle *handle = pointer;
  handle->magic = MAGIC;
  handle->kind = kind;
  handle->alive = 1;
  handle->id = id;
  handle->parent = parent;
  __atomic_add_fetch(&live[kind], 1, __ATOMIC_SEQ_CST);
}

void *stub_use(void *pointer, int32_t kind, const char *function) {
  struct stub_handle *handle = pointer;
  if (handle == NULL || handle->magic != MAGIC || handle->kind != kind) {
    stub_violation(function, "no such handle");
    return NULL;
  }
  for (struct stub_handle *each = handle; each != NULL; each = each->parent) {
    if (!__atomic_load_n(&each->alive, __ATOMIC_SEQ_CST)) {
      stub_violation(function, each == handle ? "used after it was freed" : "its parent was freed");
      return NULL;
    }
  }
  return handle;
}

void *stub_give_back(void *pointer, int32_t kind, const char *function) {
  struct stub_handle *handle = stub_use(pointer, kind, function);
  if (handle != NULL) {
    __atomic_store_n(&handle->alive, 0, __ATOMIC_SEQ_CST);
    __atomic_sub_fetch(&live[kind], 1, __ATOMIC_SEQ_CST);
  }
  return handle;
}

/* --- messages --- */

static uint8_t *grow(struct stub_message *message, size_t count) {
  if (message->size + count > message->capacity) {
    message->capacity = (message->size + count) * 2 + 64;
    message->data = realloc(message->data, message->capacity);
  }
  uint8_t *at = message->data + message->size;
  message->size += count;
  return at;
}

static void put_integer(struct stub_message *message, uint64_t value, size_t width) {
  uint8_t *at = grow(message, width);
  for (size_t i = 0; i < width; i++) {
    at[i] = (uint8_t)(value >> (8 * i));
  }
}

void stub_put_i8(struct stub_message *message, int8_t value) {
  put_integer(message, (uint64_t)value, 1);
}

void stub_put_i32(struct stub_message *message, int32_t value) {
  put_integer(message, (uint64_t)value, 4);
}

void stub_put_i64(struct stub_message *message, int64_t value) {
  put_integer(message, (uint64_t)value, 8);
}

void stub_put_bytes(struct stub_message *message, const void *bytes, int32_t length) {
  stub_put_i32(message, bytes == NULL ? -1 : length);
  if (bytes != NULL && length > 0) {
    memcpy(grow(message, (size_t)length), bytes, (size_t)length);
  }
}

void stub_put_text(struct stub_message *message, const char *text) {
  stub_put_bytes(message, text, text == NULL ? 0 : (int32_t)strlen(text));
}

static uint64_t get_integer(struct stub_answer *answer, size_t width) {
  if (answer->size - answer->at < width) {
    stub_violation("backend", "answer too short");
    return 0;
  }
  uint64_t value = 0;
  for (size_t i = 0; i < width; i++) {
    value |= (uint64_t)answer->data[answer->at++] << (8 * i);
  }
  return value;
}

int8_t stub_get_i8(struct stub_answer *answer) { return (int8_t)get_integer(answer, 1); }

int32_t stub_get_i32(struct stub_answer *answer) { return (int32_t)get_integer(answer, 4); }

int64_t stub_get_i64(struct stub_answer *answer) { return (int64_t)get_integer(answer, 8); }

const uint8_t *stub_get_bytes(struct stub_answer *answer, int32_t *length) {
  *length = stub_get_i32(answer);
  if (*length < 0 || (size_t)*length > answer->size - answer->at) {
    return NULL;
  }
  const uint8_t *at = answer->data + answer->at;
  answer->at += (size_t)*length;
  return at;
}

char *stub_get_text(struct stub_answer *answer) {
  int32_t length;
  const uint8_t *bytes = stub_get_bytes(answer, &length);
  if (bytes == NULL) {
    return NULL;
  }
  char *text = calloc(1, (size_t)length + 1);
  memcpy(text, bytes, (size_t)length);
  return text;
}

void stub_copy(char *target, size_t size, const char *text) {
  snprintf(target, size, "%s", text == NULL ? "" : text);
}

int32_t stub_fail(int32_t code, const char *text) {
  last_code = code == 0 ? 0 : (int32_t)((uint32_t)code | NEGATIVE);
  stub_copy(last_text, sizeof last_text, code == 0 ? "success" : text);
  return last_code;
}

int32_t stub_call(int32_t operation, struct stub_message *message, struct stub_answer *answer) {
  memset(answer, 0, sizeof *answer);
  const uint8_t *given =
      backend == NULL ? NULL : backend(operation, message->data, (int32_t)message->size);
  free(message->data);
  memset(message, 0, sizeof *message);
  if (given == NULL) {
    return stub_fail(answer->code = 0xffff, "the stand-in library has no backend");
  }
  uint32_t size;
  memcpy(&size, given, sizeof size); /* both sides are of one machine */
  answer->data = malloc(size);
  answer->size = size;
  memcpy(answer->data, given, size);
  answer->at = 4;
  int32_t code = stub_get_i32(answer);
  char *text = stub_get_text(answer);
  answer->code = stub_fail(code, text);
  free(text);
  return answer->code;
}

void stub_answer_free(struct stub_answer *answer) {
  free(answer->data);
  answer->data = NULL;
}

int32_t stub_tell(int32_t operation, struct stub_message *message) {
  struct stub_answer answer;
  int32_t code = stub_call(operation, message, &answer);
  stub_answer_free(&answer);
  return code;
}

/* --- results --- */

struct stub_result *stub_result_new(void *parent, int64_t id) {
  struct stub_result *result = calloc(1, sizeof *result);
  stub_handle_init(result, STUB_RESULT, id, parent);
  stub_copy(result->text, sizeof result->text, "success");
  return result;
}

struct stub_result *stub_failed_result(void *parent) {
  struct stub_result *result = stub_result_new(parent, 0);
  result->code = last_code;
  stub_copy(result->text, sizeof result->text, last_text);
  return result;
}

void stub_describe(struct stub_result *result, struct stub_answer *answer) {
  result->precision = stub_get_i32(answer);
  result->field_count = stub_get_i32(answer);
  result->fields = calloc((size_t)result->field_count + 1, sizeof *result->fields);
  for (int32_t i = 0; i < result->field_count; i++) {
    TAOS_FIELD_E *field = &result->fields[i];
    char *name = stub_get_text(answer);
    stub_copy(field->name, sizeof field->name, name);
    free(name);
    field->type = stub_get_i8(answer);
    field->precision = (uint8_t)stub_get_i8(answer);
    field->scale = (uint8_t)stub_get_i8(answer);
    field->bytes = stub_get_i32(answer);
  }
}

/* --- connection --- */

STUB_API int taos_init(void) { return 0; }

STUB_API int taos_options(int option, const void *value, ...) {
  (void)option;
  (void)value;
  return 0;
}

STUB_API const char *taos_get_client_info(void) { return "3.3.8.0"; }

STUB_API int taos_errno(TAOS_RES *pointer) {
  if (pointer == NULL) {
    return last_code;
  }
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_errno");
  return result == NULL ? -1 : result->code;
}

STUB_API const char *taos_errstr(TAOS_RES *pointer) {
  if (pointer == NULL) {
    return last_text;
  }
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_errstr");
  return result == NULL ? "" : result->text;
}

STUB_API TAOS *taos_connect(
    const char *host, const char *user, const char *password, const char *database, uint16_t port) {
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_text(&message, host);
  stub_put_text(&message, user);
  stub_put_text(&message, password);
  stub_put_text(&message, database);
  stub_put_i32(&message, port);
  struct stub_handle *connection = NULL;
  if (stub_call(STUB_CONNECT, &message, &answer) == 0) {
    connection = calloc(1, sizeof *connection);
    stub_handle_init(connection, STUB_CONNECTION, stub_get_i64(&answer), NULL);
  }
  stub_answer_free(&answer);
  return connection;
}

STUB_API void taos_close(TAOS *pointer) {
  struct stub_handle *connection = stub_give_back(pointer, STUB_CONNECTION, "taos_close");
  if (connection != NULL) {
    struct stub_message message = {0};
    stub_put_i64(&message, connection->id);
    stub_tell(STUB_CLOSE, &message);
  }
}

#ifndef STUB_WITHOUT_OPTIONS
STUB_API int taos_options_connection(TAOS *pointer, int option, const void *value, ...) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_options_connection");
  if (connection == NULL) {
    return -1;
  }
  struct stub_message message = {0};
  stub_put_i64(&message, connection->id);
  stub_put_i32(&message, option);
  stub_put_text(&message, value);
  return stub_tell(STUB_OPTION, &message);
}
#endif

STUB_API const char *taos_get_server_info(TAOS *pointer) {
  static _Thread_local char info[256];
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_get_server_info");
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection == NULL ? 0 : connection->id);
  info[0] = 0;
  if (stub_call(STUB_SERVER_INFO, &message, &answer) == 0) {
    char *text = stub_get_text(&answer);
    stub_copy(info, sizeof info, text);
    free(text);
  }
  stub_answer_free(&answer);
  return info;
}

STUB_API int taos_get_current_db(TAOS *pointer, char *database, int length, int *required) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_get_current_db");
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection == NULL ? 0 : connection->id);
  if (stub_call(STUB_CURRENT_DATABASE, &message, &answer) == 0) {
    char *text = stub_get_text(&answer);
    size_t needed = text == NULL ? 1 : strlen(text) + 1;
    if (needed > (size_t)length) {
      *required = (int)needed;
      stub_fail(0x0118, "Invalid parameters");
    } else {
      stub_copy(database, (size_t)length, text);
    }
    free(text);
  }
  stub_answer_free(&answer);
  return last_code;
}

/* --- queries --- */

STUB_API TAOS_RES *taos_query_with_reqid(TAOS *pointer, const char *sql, int64_t request_id) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "taos_query_with_reqid");
  if (connection == NULL) {
    stub_fail(0x020b, "Disconnected from server");
    return NULL;
  }
  if (stub_is_null()) {
    return NULL;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, connection->id);
  stub_put_text(&message, sql);
  stub_put_i64(&message, request_id);
  struct stub_result *result;
  if (stub_call(STUB_QUERY, &message, &answer) != 0) {
    result = stub_failed_result(connection);
  } else {
    result = stub_result_new(connection, stub_get_i64(&answer));
    result->update = stub_get_i8(&answer) != 0;
    result->affected = stub_get_i64(&answer);
    stub_describe(result, &answer);
  }
  stub_answer_free(&answer);
  return result;
}

STUB_API bool taos_is_update_query(TAOS_RES *pointer) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_is_update_query");
  return result != NULL && result->update;
}

STUB_API int64_t taos_affected_rows64(TAOS_RES *pointer) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_affected_rows64");
  return result == NULL ? 0 : result->affected;
}

STUB_API int taos_field_count(TAOS_RES *pointer) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_field_count");
  return result == NULL ? 0 : result->field_count;
}

#ifndef STUB_WITHOUT_FIELDS_E
STUB_API TAOS_FIELD_E *taos_fetch_fields_e(TAOS_RES *pointer) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_fetch_fields_e");
  return result == NULL || result->field_count == 0 ? NULL : result->fields;
}
#endif

STUB_API int taos_result_precision(TAOS_RES *pointer) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_result_precision");
  return result == NULL ? 0 : result->precision;
}

/* The block given before is overwritten, so that whoever still reads it reads nonsense. */
static void drop_block(struct stub_result *result) {
  if (result->block != NULL) {
    uint32_t length;
    memcpy(&length, result->block + 4, sizeof length);
    memset(result->block, 0xdd, length);
    free(result->block);
    result->block = NULL;
  }
}

STUB_API int taos_fetch_raw_block(TAOS_RES *pointer, int *rows, void **data) {
  struct stub_result *result = stub_use(pointer, STUB_RESULT, "taos_fetch_raw_block");
  *rows = 0;
  if (result == NULL) {
    return -1;
  }
  if (result->fetch != NULL) {
    return result->fetch(result, rows, data);
  }
  if (__atomic_exchange_n(&result->busy, 1, __ATOMIC_SEQ_CST)) {
    stub_violation("taos_fetch_raw_block", "called by two threads at once");
  }
  drop_block(result);
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i64(&message, result->head.id);
  if (stub_call(STUB_FETCH, &message, &answer) != 0) {
    result->code = answer.code;
    stub_copy(result->text, sizeof result->text, last_text);
  } else {
    int32_t length;
    const uint8_t *block = stub_get_bytes(&answer, &length);
    if (block != NULL) {
      result->block = malloc((size_t)length);
      memcpy(result->block, block, (size_t)length);
      memcpy(rows, block + 8, sizeof *rows);
      *data = result->block;
    }
  }
  stub_answer_free(&answer);
  __atomic_store_n(&result->busy, 0, __ATOMIC_SEQ_CST);
  return result->code;
}

STUB_API void taos_free_result(TAOS_RES *pointer) {
  struct stub_result *result = stub_give_back(pointer, STUB_RESULT, "taos_free_result");
  if (result == NULL) {
    return;
  }
  if (result->part_of_statement) {
    stub_violation("taos_free_result", "the result is its statement's");
    return;
  }
  if (result->release != NULL) {
    result->release(result);
    return;
  }
  drop_block(result);
  if (result->head.id != 0) {
    struct stub_message message = {0};
    stub_put_i64(&message, result->head.id);
    stub_tell(STUB_FREE_RESULT, &message);
  }
}
