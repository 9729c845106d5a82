/*
 * What the parts of the stand-in library share. Every call becomes one flat message to a backend
 * that a test sets, and its flat answer becomes C structs again. Messages are little-endian:
 * integers, and text or bytes behind their length (i32, -1 for NULL).
 *
 *   request: the arguments          answer: i32 length of all, i32 code, text of the error, results
 */
#ifndef STUB_H
#define STUB_H

#include <stddef.h>

#include "taos_types.h"

#define STUB_API __attribute__((visibility("default")))

enum stub_operation {
  STUB_CONNECT = 1,
  STUB_CLOSE,
  STUB_OPTION,
  STUB_SERVER_INFO,
  STUB_CURRENT_DATABASE,
  STUB_QUERY = 7,
  STUB_FETCH,
  STUB_FREE_RESULT = 10,
  STUB_SCHEMALESS,
  STUB_WRITE_RAW,
  STUB_STMT2_INIT = 20,
  STUB_STMT2_PREPARE,
  STUB_STMT2_BIND,
  STUB_STMT2_EXEC,
  STUB_STMT2_RESULT,
  STUB_STMT2_CLOSE,
  STUB_STMT_INIT = 40,
  STUB_STMT_PREPARE,
  STUB_STMT_SET_TABLE_NAME,
  STUB_STMT_SET_TAGS,
  STUB_STMT_BIND,
  STUB_STMT_ADD_BATCH,
  STUB_STMT_EXEC,
  STUB_STMT_GET_TAG_FIELDS,
  STUB_STMT_GET_COLUMN_FIELDS,
  STUB_STMT_CLOSE,
  STUB_TMQ_FIRST = 60
};

enum stub_kind {
  STUB_CONNECTION = 1,
  STUB_RESULT,
  STUB_STATEMENT2,
  STUB_STATEMENT,
  STUB_CONSUMER,
  STUB_TMQ_CONF,
  STUB_TMQ_LIST,
  STUB_TMQ_RAW,
  STUB_TMQ_META,
  STUB_TMQ_ASSIGNMENT,
  STUB_KINDS
};

/* The head of everything that is given out. It is never freed, so that its use after the caller
   gave it back is noticed. */
struct stub_handle {
  uint32_t magic;
  int32_t kind;
  int32_t alive;
  int64_t id;
  struct stub_handle *parent;
};

struct stub_message {
  uint8_t *data;
  size_t size;
  size_t capacity;
};

struct stub_answer {
  uint8_t *data;
  size_t size;
  size_t at;
  int32_t code;
  const char *text;
};

struct stub_result {
  struct stub_handle head;
  int32_t code;
  char text[512];
  bool update;
  int64_t affected;
  int32_t precision;
  int32_t field_count;
  TAOS_FIELD_E *fields;
  uint8_t *block;
  bool part_of_statement;
  int busy;
  /* Replaces the usual fetch if it is set. */
  int (*fetch)(struct stub_result *result, int *rows, void **data);
  void (*release)(struct stub_result *result);
};

void stub_handle_init(void *handle, int32_t kind, int64_t id, void *parent);
/* The handle if it is one of this kind that was not given back; else NULL, and a violation is noted. */
void *stub_use(void *handle, int32_t kind, const char *function);
void *stub_give_back(void *handle, int32_t kind, const char *function);
void stub_violation(const char *function, const char *what);
/* Whether a test wants this call to give NULL. */
bool stub_is_null(void);

void stub_put_i8(struct stub_message *message, int8_t value);
void stub_put_i32(struct stub_message *message, int32_t value);
void stub_put_i64(struct stub_message *message, int64_t value);
void stub_put_bytes(struct stub_message *message, const void *bytes, int32_t length);
void stub_put_text(struct stub_message *message, const char *text);

/* Sends the message, frees it, and notes code and text as the thread's last error. */
int32_t stub_call(int32_t operation, struct stub_message *message, struct stub_answer *answer);
/* The same for calls of which only the code counts. */
int32_t stub_tell(int32_t operation, struct stub_message *message);
void stub_answer_free(struct stub_answer *answer);

int8_t stub_get_i8(struct stub_answer *answer);
int32_t stub_get_i32(struct stub_answer *answer);
int64_t stub_get_i64(struct stub_answer *answer);
/* A copy that ends with a NUL, or NULL. */
char *stub_get_text(struct stub_answer *answer);
/* The bytes in place. */
const uint8_t *stub_get_bytes(struct stub_answer *answer, int32_t *length);
void stub_copy(char *target, size_t size, const char *text);

int32_t stub_fail(int32_t code, const char *text);
/* A result that holds the thread's last error. */
struct stub_result *stub_failed_result(void *parent);
/* Reads precision and fields, and leaves the rest of the answer alone. */
void stub_describe(struct stub_result *result, struct stub_answer *answer);
struct stub_result *stub_result_new(void *parent, int64_t id);

STUB_API const char *taos_errstr(TAOS_RES *result);
STUB_API void taos_free_result(TAOS_RES *result);

#endif
