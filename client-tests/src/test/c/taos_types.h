/*
 * The structs of TDengine's client interface as a C compiler lays them out, and the functions of
 * the stand-in library. Written from the description of the interface, so that the offsets used in
 * Java are judged by a compiler.
 */
#ifndef TAOS_TYPES_H
#define TAOS_TYPES_H

#include <stdbool.h>
#include <stdint.h>

typedef void TAOS;
typedef void TAOS_RES;
typedef void TAOS_STMT;
typedef void TAOS_STMT2;

typedef struct {
  char name[65];
  int8_t type;
  uint8_t precision;
  uint8_t scale;
  int32_t bytes;
} TAOS_FIELD_E;

typedef struct {
  char name[65];
  int8_t type;
  int32_t bytes;
} TAOS_FIELD;

typedef struct {
  char name[65];
  int8_t type;
  uint8_t precision;
  uint8_t scale;
  int32_t bytes;
  uint8_t field_type;
} TAOS_FIELD_ALL;

typedef struct {
  int32_t buffer_type;
  void *buffer;
  uintptr_t buffer_length;
  int32_t *length;
  char *is_null;
  int32_t num;
} TAOS_MULTI_BIND;

typedef struct {
  int64_t reqid;
  bool singleStbInsert;
  bool singleTableBindOnce;
  void (*asyncExecFn)(void *param, TAOS_RES *res, int32_t code);
  void *userdata;
} TAOS_STMT2_OPTION;

typedef struct {
  int32_t buffer_type;
  void *buffer;
  int32_t *length;
  char *is_null;
  int32_t num;
} TAOS_STMT2_BIND;

typedef struct {
  int32_t count;
  char **tbnames;
  TAOS_STMT2_BIND **tags;
  TAOS_STMT2_BIND **bind_cols;
} TAOS_STMT2_BINDV;

#endif
