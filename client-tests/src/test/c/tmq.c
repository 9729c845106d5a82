/*
 * The subscriptions of the stand-in library. The structs are those of the client interface; what
 * they hold travels in flat messages, like that of the other parts.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "stub.h"

#define COMMIT_SLOTS 64
#define INVALID_PARAMETER ((int32_t)0x80000118)

enum tmq_operation {
  TMQ_OPEN = STUB_TMQ_FIRST,
  TMQ_SUBSCRIBE,
  TMQ_UNSUBSCRIBE,
  TMQ_SUBSCRIPTION,
  TMQ_POLL,
  TMQ_CLOSE,
  TMQ_COMMIT,
  TMQ_COMMIT_OFFSET,
  TMQ_ASSIGNMENT,
  TMQ_SEEK,
  TMQ_POSITION,
  TMQ_COMMITTED
};

typedef enum { TMQ_CONF_UNKNOWN = -2, TMQ_CONF_INVALID = -1, TMQ_CONF_OK = 0 } tmq_conf_res_t;

typedef enum { TMQ_RES_INVALID = -1, TMQ_RES_DATA = 1, TMQ_RES_TABLE_META = 2, TMQ_RES_METADATA = 3 } tmq_res_t;

typedef struct {
  int32_t vgId;
  int64_t currentOffset;
  int64_t begin;
  int64_t end;
} tmq_topic_assignment;

typedef struct {
  void *raw;
  uint32_t raw_len;
  uint16_t raw_type;
} tmq_raw_data;

typedef struct {
  struct stub_handle head;
  int32_t count;
  char **topics;
} tmq_list_t;

typedef struct {
  struct stub_handle head;
  int32_t count;
  char **texts; /* name, value, name, value, ... */
  int64_t session_timeout;
} tmq_conf_t;

typedef struct {
  struct stub_handle head;
  TAOS *connection;
  int32_t busy;
  int32_t committing[COMMIT_SLOTS];
} tmq_t;

typedef void(tmq_commit_cb)(tmq_t *tmq, int32_t code, void *param);

TAOS *taos_connect(const char *, const char *, const char *, const char *, uint16_t);
void taos_close(TAOS *);
int taos_errno(TAOS_RES *);
const char *taos_errstr(TAOS_RES *);

static char **appended(char **texts, int32_t count, const char *text) {
  char **grown = realloc(texts, sizeof(char *) * (size_t)(count + 1));
  grown[count] = strdup(text);
  return grown;
}

/* Plain memory behind a handle that tells who frees it, and how often. */
static void *memory_new(int32_t kind, size_t size) {
  struct stub_handle *handle = calloc(1, sizeof *handle + size);
  stub_handle_init(handle, kind, (int64_t)size, NULL);
  return handle + 1;
}

static void memory_free(int32_t kind, void *memory, const char *function) {
  struct stub_handle *handle =
      memory == NULL ? NULL : stub_give_back((struct stub_handle *)memory - 1, kind, function);
  if (handle != NULL) {
    memset(memory, 0xdd, (size_t)handle->id);
  }
}

/* --- settings --- */

STUB_API tmq_conf_t *tmq_conf_new(void) {
  tmq_conf_t *conf = calloc(1, sizeof *conf);
  stub_handle_init(conf, STUB_TMQ_CONF, 0, NULL);
  conf->session_timeout = 12000;
  return conf;
}

static bool is_between(const char *value, int64_t least, int64_t most) {
  char *end;
  int64_t number = strtoll(value, &end, 10);
  return *value != 0 && *end == 0 && number >= least && number <= most;
}

static bool is_one_of(const char *text, const char *const *texts) {
  while (*texts != NULL && strcasecmp(text, *texts) != 0) {
    texts++;
  }
  return *texts != NULL;
}

static tmq_conf_res_t check_setting(const tmq_conf_t *conf, const char *key, const char *value) {
  static const char *const ANY[] = {
      "client.id", "td.connect.ip", "td.connect.user", "td.connect.pass", "td.connect.db",
      "msg.consume.excluded", "msg.consume.rawdata", "msg.enable.batchmeta", NULL};
  static const char *const FLAGS[] = {
      "enable.auto.commit", "msg.with.table.name", "experimental.snapshot.enable",
      "enable.replay", NULL};
  static const char *const BOOLEANS[] = {"true", "false", NULL};
  static const char *const RESETS[] = {"earliest", "latest", "none", NULL};
  const struct {
    const char *key;
    int64_t least, most;
  } numbers[] = {
      {"auto.commit.interval.ms", 0, INT64_MAX},
      {"session.timeout.ms", 6000, 1800000},
      {"heartbeat.interval.ms", 1000, conf->session_timeout - 1},
      {"max.poll.interval.ms", 1000, INT32_MAX},
      {"td.connect.port", 1, 65535},
      {"fetch.max.wait.ms", 1, INT32_MAX},
      {"min.poll.rows", 1, INT32_MAX}};
  bool valid = true;
  if (strcasecmp(key, "group.id") == 0) {
    valid = strchr(value, ':') == NULL;
  } else if (strcasecmp(key, "auto.offset.reset") == 0) {
    valid = is_one_of(value, RESETS);
  } else if (is_one_of(key, FLAGS)) {
    valid = is_one_of(value, BOOLEANS);
  } else if (!is_one_of(key, ANY)) {
    size_t i = 0;
    while (i < sizeof numbers / sizeof *numbers && strcasecmp(key, numbers[i].key) != 0) {
      i++;
    }
    if (i == sizeof numbers / sizeof *numbers) {
      return TMQ_CONF_UNKNOWN;
    }
    valid = is_between(value, numbers[i].least, numbers[i].most);
  }
  return valid ? TMQ_CONF_OK : TMQ_CONF_INVALID;
}

STUB_API tmq_conf_res_t tmq_conf_set(tmq_conf_t *pointer, const char *key, const char *value) {
  tmq_conf_t *conf = stub_use(pointer, STUB_TMQ_CONF, "tmq_conf_set");
  if (conf == NULL || key == NULL || value == NULL) {
    return TMQ_CONF_INVALID;
  }
  tmq_conf_res_t checked = check_setting(conf, key, value);
  if (checked == TMQ_CONF_OK) {
    if (strcasecmp(key, "session.timeout.ms") == 0) {
      conf->session_timeout = atoll(value);
    }
    conf->texts = appended(conf->texts, conf->count++, key);
    conf->texts = appended(conf->texts, conf->count++, value);
  }
  return checked;
}

STUB_API void tmq_conf_destroy(tmq_conf_t *conf) {
  stub_give_back(conf, STUB_TMQ_CONF, "tmq_conf_destroy");
}

static const char *setting(const tmq_conf_t *conf, const char *key) {
  const char *value = NULL;
  for (int32_t i = 0; i < conf->count; i += 2) {
    if (strcasecmp(conf->texts[i], key) == 0) {
      value = conf->texts[i + 1];
    }
  }
  return value;
}

/* --- lists of topics --- */

STUB_API tmq_list_t *tmq_list_new(void) {
  tmq_list_t *list = calloc(1, sizeof *list);
  stub_handle_init(list, STUB_TMQ_LIST, 0, NULL);
  return list;
}

STUB_API int32_t tmq_list_append(tmq_list_t *pointer, const char *topic) {
  tmq_list_t *list = stub_use(pointer, STUB_TMQ_LIST, "tmq_list_append");
  if (list == NULL || topic == NULL || *topic == 0) {
    return stub_fail(0x0118, "Invalid parameters");
  }
  list->topics = appended(list->topics, list->count++, topic);
  return 0;
}

STUB_API void tmq_list_destroy(tmq_list_t *pointer) {
  tmq_list_t *list = stub_give_back(pointer, STUB_TMQ_LIST, "tmq_list_destroy");
  for (int32_t i = 0; list != NULL && i < list->count; i++) {
    list->topics[i][0] = '?';
  }
}

STUB_API int32_t tmq_list_get_size(const tmq_list_t *pointer) {
  const tmq_list_t *list = stub_use((void *)pointer, STUB_TMQ_LIST, "tmq_list_get_size");
  return list == NULL ? -1 : list->count;
}

STUB_API char **tmq_list_to_c_array(const tmq_list_t *pointer) {
  const tmq_list_t *list = stub_use((void *)pointer, STUB_TMQ_LIST, "tmq_list_to_c_array");
  return list == NULL || list->count == 0 ? NULL : list->topics;
}

/* --- the consumer --- */

/* The consumer, if it may be used: by one thread at a time. */
static tmq_t *enter(void *pointer, const char *function) {
  tmq_t *tmq = stub_use(pointer, STUB_CONSUMER, function);
  if (tmq != NULL && __atomic_exchange_n(&tmq->busy, 1, __ATOMIC_SEQ_CST) != 0) {
    stub_violation(function, "two threads use the consumer at once");
  }
  return tmq;
}

static void leave(tmq_t *tmq) { __atomic_store_n(&tmq->busy, 0, __ATOMIC_SEQ_CST); }

static int32_t tell(tmq_t *tmq, int32_t operation, struct stub_message *message) {
  int32_t code = stub_tell(operation, message);
  leave(tmq);
  return code;
}

static int64_t ask_offset(tmq_t *tmq, int32_t operation, struct stub_message *message) {
  struct stub_answer answer;
  int64_t offset = stub_call(operation, message, &answer);
  if (offset == 0) {
    offset = stub_get_i64(&answer);
  }
  stub_answer_free(&answer);
  leave(tmq);
  return offset;
}

static struct stub_message about(const tmq_t *tmq) {
  struct stub_message message = {0};
  stub_put_i64(&message, tmq->head.id);
  return message;
}

static struct stub_message about_vgroup(const tmq_t *tmq, const char *topic, int32_t vgroup) {
  struct stub_message message = about(tmq);
  stub_put_text(&message, topic);
  stub_put_i32(&message, vgroup);
  return message;
}

STUB_API tmq_t *tmq_consumer_new(tmq_conf_t *pointer, char *text, int32_t size) {
  tmq_conf_t *conf = stub_use(pointer, STUB_TMQ_CONF, "tmq_consumer_new");
  const char *port = conf == NULL ? NULL : setting(conf, "td.connect.port");
  TAOS *connection = conf == NULL ? NULL
                                  : taos_connect(
                                        setting(conf, "td.connect.ip"),
                                        setting(conf, "td.connect.user"),
                                        setting(conf, "td.connect.pass"),
                                        NULL,
                                        (uint16_t)(port == NULL ? 0 : atoi(port)));
  if (connection == NULL) {
    stub_copy(text, (size_t)size, "init tscObj failed");
    return NULL;
  }
  struct stub_message message = {0};
  struct stub_answer answer;
  stub_put_i32(&message, conf->count / 2);
  for (int32_t i = 0; i < conf->count; i++) {
    stub_put_text(&message, conf->texts[i]);
  }
  tmq_t *tmq = NULL;
  if (stub_call(TMQ_OPEN, &message, &answer) != 0) {
    stub_copy(text, (size_t)size, "init tscObj failed");
    taos_close(connection);
  } else {
    tmq = calloc(1, sizeof *tmq);
    stub_handle_init(tmq, STUB_CONSUMER, stub_get_i64(&answer), NULL);
    tmq->connection = connection;
  }
  stub_answer_free(&answer);
  return tmq;
}

STUB_API int32_t tmq_subscribe(tmq_t *pointer, const tmq_list_t *topics) {
  tmq_t *tmq = enter(pointer, "tmq_subscribe");
  const tmq_list_t *list = stub_use((void *)topics, STUB_TMQ_LIST, "tmq_subscribe");
  if (tmq == NULL || list == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message message = about(tmq);
  stub_put_i32(&message, list->count);
  for (int32_t i = 0; i < list->count; i++) {
    stub_put_text(&message, list->topics[i]);
  }
  return tell(tmq, TMQ_SUBSCRIBE, &message);
}

STUB_API int32_t tmq_unsubscribe(tmq_t *pointer) {
  tmq_t *tmq = enter(pointer, "tmq_unsubscribe");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message message = about(tmq);
  return tell(tmq, TMQ_UNSUBSCRIBE, &message);
}

STUB_API int32_t tmq_subscription(tmq_t *pointer, tmq_list_t **topics) {
  tmq_t *tmq = enter(pointer, "tmq_subscription");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  if (*topics == NULL) {
    *topics = tmq_list_new();
  }
  struct stub_message message = about(tmq);
  struct stub_answer answer;
  int32_t code = stub_call(TMQ_SUBSCRIPTION, &message, &answer);
  for (int32_t left = code == 0 ? stub_get_i32(&answer) : 0; left > 0; left--) {
    char *topic = stub_get_text(&answer);
    tmq_list_append(*topics, topic);
    free(topic);
  }
  stub_answer_free(&answer);
  leave(tmq);
  return code;
}

STUB_API int32_t tmq_consumer_close(tmq_t *pointer) {
  tmq_t *tmq = enter(pointer, "tmq_consumer_close");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  stub_give_back(tmq, STUB_CONSUMER, "tmq_consumer_close");
  taos_close(tmq->connection);
  struct stub_message message = about(tmq);
  return stub_tell(TMQ_CLOSE, &message);
}

STUB_API TAOS *tmq_get_connect(tmq_t *pointer) {
  tmq_t *tmq = stub_use(pointer, STUB_CONSUMER, "tmq_get_connect");
  return tmq == NULL ? NULL : tmq->connection;
}

STUB_API const char *tmq_err2str(int32_t code) {
  return code == 0 ? "success" : code == taos_errno(NULL) ? taos_errstr(NULL) : "another error";
}

/* --- messages --- */

struct tmq_block {
  char *table;
  uint8_t *block;
  int32_t precision;
  int32_t field_count;
  TAOS_FIELD_E *fields;
};

/* A result whose blocks come from a raw message. */
struct tmq_result {
  struct stub_result base;
  int32_t type;
  int32_t vgroup;
  int64_t offset;
  int64_t response_offset;
  char *topic;
  char *database;
  char *json;
  uint16_t raw_type;
  int32_t raw_length;
  uint8_t *raw;
  int32_t block_count;
  int32_t next;
  struct tmq_block *blocks;
};

struct reader {
  uint8_t *at;
};

static int32_t read_i32(struct reader *in) {
  int32_t value;
  memcpy(&value, in->at, sizeof value);
  in->at += sizeof value;
  return value;
}

static uint32_t read_varint(struct reader *in) {
  uint32_t value = 0;
  int shift = 0;
  do {
    value |= (uint32_t)(*in->at & 0x7f) << shift;
    shift += 7;
  } while (*in->at++ & 0x80);
  return value;
}

static char *read_name(struct reader *in) {
  uint32_t length = read_varint(in);
  char *name = strndup((char *)in->at, length);
  in->at += length;
  return name;
}

static void read_schema(struct reader *in, struct tmq_block *block) {
  block->field_count = (int32_t)(read_varint(in) >> 1);
  read_varint(in); /* version */
  block->fields = calloc((size_t)block->field_count + 1, sizeof *block->fields);
  for (int32_t i = 0; i < block->field_count; i++) {
    TAOS_FIELD_E *field = &block->fields[i];
    field->type = (int8_t)*in->at;
    in->at += 2; /* and the flags */
    field->bytes = (int32_t)(read_varint(in) >> 1);
    read_varint(in); /* number */
    char *name = read_name(in);
    stub_copy(field->name, sizeof field->name, name);
    free(name);
  }
}

/* Takes a raw message apart, for those who fetch block by block (tmq.md, section 4). */
static void read_blocks(struct tmq_result *result) {
  struct reader in = {result->raw + 1};
  int32_t offsets = read_i32(&in);
  in.at += offsets;
  result->block_count = read_i32(&in);
  if (result->block_count == 0) {
    return;
  }
  bool with_table = *in.at != 0;
  in.at += 2; /* and whether it has schemas */
  result->blocks = calloc((size_t)result->block_count, sizeof *result->blocks);
  for (int32_t i = 0; i < result->block_count; i++) {
    struct tmq_block *block = &result->blocks[i];
    uint32_t length = read_varint(&in);
    block->precision = in.at[17];
    block->block = in.at + 18;
    in.at += length;
    read_schema(&in, block);
    block->table = with_table ? read_name(&in) : NULL;
  }
}

static int fetch_block(struct stub_result *base, int *rows, void **data) {
  struct tmq_result *result = (struct tmq_result *)base;
  *rows = 0;
  if (result->next < result->block_count) {
    struct tmq_block *block = &result->blocks[result->next++];
    base->precision = block->precision;
    base->field_count = block->field_count;
    base->fields = block->fields;
    memcpy(rows, block->block + 8, sizeof *rows);
    *data = block->block;
  }
  return 0;
}

/* Whoever still looks at the message sees nonsense. */
static void release(struct stub_result *base) {
  struct tmq_result *result = (struct tmq_result *)base;
  if (result->raw != NULL) {
    memset(result->raw, 0xdd, (size_t)result->raw_length);
  }
  result->topic[0] = '?';
  result->database[0] = '?';
}

static struct tmq_result *read_message(tmq_t *tmq, struct stub_answer *answer) {
  struct tmq_result *result = calloc(1, sizeof *result);
  stub_handle_init(result, STUB_RESULT, 0, tmq);
  result->base.fetch = fetch_block;
  result->base.release = release;
  result->type = stub_get_i32(answer);
  result->topic = stub_get_text(answer);
  result->database = stub_get_text(answer);
  result->vgroup = stub_get_i32(answer);
  result->offset = stub_get_i64(answer);
  result->response_offset = stub_get_i64(answer);
  result->raw_type = (uint16_t)stub_get_i32(answer);
  const uint8_t *raw = stub_get_bytes(answer, &result->raw_length);
  result->raw = malloc((size_t)result->raw_length + 1);
  memcpy(result->raw, raw, (size_t)result->raw_length);
  result->json = stub_get_text(answer);
  if (result->type != TMQ_RES_TABLE_META) {
    read_blocks(result);
  }
  return result;
}

STUB_API TAOS_RES *tmq_consumer_poll(tmq_t *pointer, int64_t timeout) {
  tmq_t *tmq = enter(pointer, "tmq_consumer_poll");
  if (tmq == NULL) {
    return NULL;
  }
  if (timeout < 0 || timeout > 1000) {
    stub_violation("tmq_consumer_poll", "nothing can end a wait that long");
  }
  struct stub_message message = about(tmq);
  struct stub_answer answer;
  struct tmq_result *result = NULL;
  stub_put_i64(&message, timeout);
  if (stub_call(TMQ_POLL, &message, &answer) == 0 && stub_get_i8(&answer) != 0) {
    result = read_message(tmq, &answer);
  }
  stub_answer_free(&answer);
  leave(tmq);
  return result;
}

static struct tmq_result *message(TAOS_RES *pointer, const char *function) {
  return stub_use(pointer, STUB_RESULT, function);
}

STUB_API tmq_res_t tmq_get_res_type(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_res_type");
  return result == NULL ? TMQ_RES_INVALID : (tmq_res_t)result->type;
}

STUB_API const char *tmq_get_topic_name(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_topic_name");
  return result == NULL ? NULL : result->topic;
}

STUB_API const char *tmq_get_db_name(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_db_name");
  return result == NULL ? NULL : result->database;
}

STUB_API int32_t tmq_get_vgroup_id(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_vgroup_id");
  return result == NULL ? -1 : result->vgroup;
}

STUB_API int64_t tmq_get_vgroup_offset(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_vgroup_offset");
  return result == NULL ? -1 : result->offset;
}

STUB_API const char *tmq_get_table_name(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_table_name");
  return result == NULL || result->next == 0 ? NULL : result->blocks[result->next - 1].table;
}

#ifndef STUB_WITHOUT_RAW
STUB_API int32_t tmq_get_raw(TAOS_RES *pointer, tmq_raw_data *raw) {
  struct tmq_result *result = message(pointer, "tmq_get_raw");
  if (result == NULL || raw == NULL) {
    return INVALID_PARAMETER;
  }
  if (result->raw_type == 2 || result->raw_type == 4) {
    raw->raw = memory_new(STUB_TMQ_RAW, (size_t)result->raw_length);
    memcpy(raw->raw, result->raw, (size_t)result->raw_length);
  } else {
    raw->raw = result->raw; // metadata is the message's own, and goes with it
  }
  raw->raw_len = (uint32_t)result->raw_length;
  raw->raw_type = result->raw_type;
  return 0;
}

STUB_API int32_t tmq_write_raw(TAOS *pointer, tmq_raw_data raw) {
  struct stub_handle *connection = stub_use(pointer, STUB_CONNECTION, "tmq_write_raw");
  if (connection == NULL || raw.raw == NULL) {
    return stub_fail(0x0118, "Invalid parameters");
  }
  struct stub_message message = {0};
  stub_put_i64(&message, connection->id);
  stub_put_bytes(&message, raw.raw, (int32_t)raw.raw_len);
  stub_put_i32(&message, raw.raw_type);
  return stub_tell(STUB_WRITE_RAW, &message);
}

STUB_API void tmq_free_raw(tmq_raw_data raw) {
  struct stub_handle *handle = (struct stub_handle *)raw.raw - 1;
  if (handle->id != raw.raw_len || (raw.raw_type != 2 && raw.raw_type != 4)) {
    stub_violation("tmq_free_raw", "not the struct that was given out");
  }
  memory_free(STUB_TMQ_RAW, raw.raw, "tmq_free_raw");
}
#endif

STUB_API char *tmq_get_json_meta(TAOS_RES *pointer) {
  struct tmq_result *result = message(pointer, "tmq_get_json_meta");
  if (result == NULL || result->type == TMQ_RES_DATA) {
    return NULL;
  }
  char *text = memory_new(STUB_TMQ_META, strlen(result->json) + 1);
  strcpy(text, result->json);
  return text;
}

STUB_API void tmq_free_json_meta(char *text) {
  memory_free(STUB_TMQ_META, text, "tmq_free_json_meta");
}

/* --- offsets --- */

/* Commits under way are counted by vgroup; slot 0 is for those of all vgroups. */
static int32_t *commit_slot(tmq_t *tmq, int32_t vgroup) {
  return &tmq->committing[vgroup < 0 ? 0 : 1 + vgroup % (COMMIT_SLOTS - 1)];
}

/* Two commits under way may arrive in the wrong order at a real server. */
static void require_no_commit(tmq_t *tmq, int32_t vgroup, const char *function) {
  for (int32_t *slot = tmq->committing; slot < tmq->committing + COMMIT_SLOTS; slot++) {
    bool concerned = vgroup < 0 || slot == tmq->committing || slot == commit_slot(tmq, vgroup);
    if (concerned && __atomic_load_n(slot, __ATOMIC_SEQ_CST) != 0) {
      stub_violation(function, "another commit is under way");
    }
  }
}

STUB_API int32_t tmq_commit_offset_sync(
    tmq_t *pointer, const char *topic, int32_t vgroup, int64_t offset) {
  tmq_t *tmq = enter(pointer, "tmq_commit_offset_sync");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  require_no_commit(tmq, vgroup, "tmq_commit_offset_sync");
  struct stub_message request = about_vgroup(tmq, topic, vgroup);
  stub_put_i64(&request, offset);
  return tell(tmq, TMQ_COMMIT_OFFSET, &request);
}

STUB_API int32_t tmq_commit_sync(tmq_t *pointer, const TAOS_RES *committed) {
  if (committed != NULL) {
    struct tmq_result *result = message((TAOS_RES *)committed, "tmq_commit_sync");
    return result == NULL ? INVALID_PARAMETER
                          : tmq_commit_offset_sync(
                                pointer, result->topic, result->vgroup, result->response_offset);
  }
  tmq_t *tmq = enter(pointer, "tmq_commit_sync");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  require_no_commit(tmq, -1, "tmq_commit_sync");
  struct stub_message request = about(tmq);
  return tell(tmq, TMQ_COMMIT, &request);
}

struct done {
  tmq_t *tmq;
  int32_t vgroup;
  int32_t code;
  tmq_commit_cb *callback;
  void *param;
};

static void *call_back(void *argument) {
  struct done *done = argument;
  __atomic_sub_fetch(commit_slot(done->tmq, done->vgroup), 1, __ATOMIC_SEQ_CST);
  done->callback(done->tmq, done->code, done->param);
  free(done);
  return NULL;
}

/* The callback comes in another thread, as that of the real library does. */
static void answer_later(
    tmq_t *tmq, int32_t vgroup, int32_t code, tmq_commit_cb *callback, void *param) {
  if (callback == NULL) {
    return;
  }
  pthread_t thread;
  struct done *done = malloc(sizeof *done);
  *done = (struct done){tmq, vgroup, code, callback, param};
  __atomic_add_fetch(commit_slot(tmq, vgroup), 1, __ATOMIC_SEQ_CST);
  if (pthread_create(&thread, NULL, call_back, done) == 0) {
    pthread_detach(thread);
  } else {
    call_back(done);
  }
}

STUB_API void tmq_commit_async(
    tmq_t *tmq, const TAOS_RES *committed, tmq_commit_cb *callback, void *param) {
  int32_t vgroup = committed == NULL ? -1 : ((struct tmq_result *)committed)->vgroup;
  answer_later(tmq, vgroup, tmq_commit_sync(tmq, committed), callback, param);
}

STUB_API void tmq_commit_offset_async(
    tmq_t *tmq,
    const char *topic,
    int32_t vgroup,
    int64_t offset,
    tmq_commit_cb *callback,
    void *param) {
  int32_t code = tmq_commit_offset_sync(tmq, topic, vgroup, offset);
  answer_later(tmq, vgroup, code, callback, param);
}

STUB_API int32_t tmq_get_topic_assignment(
    tmq_t *pointer, const char *topic, tmq_topic_assignment **assignment, int32_t *count) {
  tmq_t *tmq = enter(pointer, "tmq_get_topic_assignment");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message request = about(tmq);
  struct stub_answer answer;
  stub_put_text(&request, topic);
  *assignment = NULL;
  *count = 0;
  int32_t code = stub_call(TMQ_ASSIGNMENT, &request, &answer);
  if (code == 0) {
    *count = stub_get_i32(&answer);
    *assignment = memory_new(STUB_TMQ_ASSIGNMENT, sizeof **assignment * (size_t)*count);
  }
  for (int32_t i = 0; i < *count; i++) {
    tmq_topic_assignment *vgroup = *assignment + i;
    vgroup->vgId = stub_get_i32(&answer);
    vgroup->currentOffset = stub_get_i64(&answer);
    vgroup->begin = stub_get_i64(&answer);
    vgroup->end = stub_get_i64(&answer);
  }
  stub_answer_free(&answer);
  leave(tmq);
  return code;
}

STUB_API void tmq_free_assignment(tmq_topic_assignment *assignment) {
  memory_free(STUB_TMQ_ASSIGNMENT, assignment, "tmq_free_assignment");
}

#ifndef STUB_WITHOUT_SEEK
STUB_API int32_t tmq_offset_seek(
    tmq_t *pointer, const char *topic, int32_t vgroup, int64_t offset) {
  tmq_t *tmq = enter(pointer, "tmq_offset_seek");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message request = about_vgroup(tmq, topic, vgroup);
  stub_put_i64(&request, offset);
  return tell(tmq, TMQ_SEEK, &request);
}
#endif

STUB_API int64_t tmq_position(tmq_t *pointer, const char *topic, int32_t vgroup) {
  tmq_t *tmq = enter(pointer, "tmq_position");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message request = about_vgroup(tmq, topic, vgroup);
  return ask_offset(tmq, TMQ_POSITION, &request);
}

STUB_API int64_t tmq_committed(tmq_t *pointer, const char *topic, int32_t vgroup) {
  tmq_t *tmq = enter(pointer, "tmq_committed");
  if (tmq == NULL) {
    return INVALID_PARAMETER;
  }
  struct stub_message request = about_vgroup(tmq, topic, vgroup);
  return ask_offset(tmq, TMQ_COMMITTED, &request);
}
