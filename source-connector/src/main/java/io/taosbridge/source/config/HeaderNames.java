package io.taosbridge.source.config;

import io.taosbridge.connect.RecordNames;

/** The names of a record's headers, worked out once. */
public record HeaderNames(
    String database, String stable, String table, String vgroup, String offset, String kind) {

  static HeaderNames of(String prefix) {
    return new HeaderNames(
        name(prefix, RecordNames.DATABASE_HEADER),
        name(prefix, RecordNames.STABLE_HEADER),
        name(prefix, RecordNames.TABLE_HEADER),
        name(prefix, RecordNames.VGROUP_HEADER),
        name(prefix, RecordNames.OFFSET_HEADER),
        name(prefix, RecordNames.KIND_HEADER));
  }

  private static String name(String prefix, String usual) {
    return prefix + usual.substring(RecordNames.HEADER_PREFIX.length());
  }
}
