package io.taosbridge.source.flow;

import io.taosbridge.source.record.LateRecord;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * How much memory records take until they are in Kafka, by some of them, since those of a message
 * are alike. What a record shares with the next one, such as its headers and the tags of its table,
 * does not count. Sizes are those of a 64-bit JVM with compressed references.
 */
public final class RecordSize {

  private static final int SAMPLES = 8;

  private static final long OBJECT = 24;
  private static final long ARRAY = 16;
  private static final long REFERENCE = 4;

  /** The record with its time, its view of the headers, and its place in the list. */
  private static final long RECORD = 64 + 2 * OBJECT + REFERENCE;

  /**
   * What Kafka Connect and its producer keep with a record from when they have it until Kafka has
   * it: six headers as bytes, callbacks and futures. That is more than a small record itself. The
   * bytes that are sent are not in it: the producer's buffer.memory bounds them.
   */
  private static final long UNDER_WAY = 700;

  /** With the entry's node and its place in the table. */
  private static final long ENTRY = 48;

  private static final long DECIMAL = 104;

  private RecordSize() {}

  /** From when they are read until they are in Kafka. */
  static long of(List<SourceRecord> records) {
    return ofRows(records) + records.size() * UNDER_WAY;
  }

  /** The records alone, without what Kafka Connect and its producer keep while they are sent. */
  public static long ofRows(List<SourceRecord> records) {
    int count = records.size();
    if (count == 0) {
      return 0;
    }
    int samples = Math.min(count, SAMPLES);
    long sum = 0;
    for (int i = 0; i < samples; i++) {
      int at = (int) ((long) i * count / samples);
      SourceRecord record = records.get(at);
      SourceRecord next = count == 1 ? null : records.get((at + 1) % count);
      sum += RECORD + of(record.key(), next == null ? null : next.key()) + ofValue(record, next);
    }
    return sum * count / samples;
  }

  private static long ofValue(SourceRecord record, SourceRecord next) {
    return record instanceof LateRecord late
        ? late.bytes()
        : of(record.value(), next == null ? null : next.value());
  }

  /** Nothing if the other is the same object. */
  private static long of(Object value, Object other) {
    if (value == null || value == other) {
      return 0;
    }
    if (value instanceof Struct struct) {
      return of(struct, other instanceof Struct alike ? alike : null);
    }
    if (value instanceof Map<?, ?> map) {
      return of(map, other instanceof Map<?, ?> alike ? alike : Map.of());
    }
    if (value instanceof Collection<?> collection) {
      long size = OBJECT + ARRAY;
      for (Object each : collection) {
        size += REFERENCE + of(each, null);
      }
      return size;
    }
    if (value instanceof String text) {
      return OBJECT + ARRAY + text.length();
    }
    if (value instanceof byte[] bytes) {
      return ARRAY + bytes.length;
    }
    return value instanceof BigDecimal ? DECIMAL : OBJECT;
  }

  private static long of(Struct struct, Struct other) {
    boolean alike = other != null && other.schema() == struct.schema();
    long size = OBJECT + ARRAY;
    for (Field field : struct.schema().fields()) {
      size += REFERENCE + of(struct.get(field), alike ? other.get(field) : null);
    }
    return size;
  }

  private static long of(Map<?, ?> map, Map<?, ?> other) {
    long size = 2 * OBJECT + ARRAY;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      size += ENTRY + of(entry.getValue(), other.get(entry.getKey()));
    }
    return size;
  }
}
