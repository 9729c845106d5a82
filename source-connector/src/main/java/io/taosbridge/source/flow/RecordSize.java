package io.taosbridge.source.flow;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** How much memory records take, roughly: by some of them, since those of a message are alike. */
final class RecordSize {

  private static final int SAMPLES = 8;

  /** The record itself, with the usual headers. */
  private static final long RECORD = 400;

  private static final long OBJECT = 24;

  private RecordSize() {}

  static long of(List<SourceRecord> records) {
    int count = records.size();
    if (count == 0) {
      return 0;
    }
    int samples = Math.min(count, SAMPLES);
    long sum = 0;
    for (int i = 0; i < samples; i++) {
      SourceRecord record = records.get((int) ((long) i * count / samples));
      sum += RECORD + of(record.key()) + of(record.value());
    }
    return sum * count / samples;
  }

  private static long of(Object value) {
    if (value instanceof Struct struct) {
      long size = OBJECT;
      for (Field field : struct.schema().fields()) {
        size += Long.BYTES + of(struct.get(field));
      }
      return size;
    }
    if (value instanceof Map<?, ?> map) {
      long size = OBJECT;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        size += OBJECT + Long.BYTES + of(entry.getValue());
      }
      return size;
    }
    if (value instanceof Collection<?> collection) {
      long size = OBJECT;
      for (Object each : collection) {
        size += Long.BYTES + of(each);
      }
      return size;
    }
    if (value instanceof String text) {
      return 2 * OBJECT + text.length();
    }
    if (value instanceof byte[] bytes) {
      return OBJECT + bytes.length;
    }
    return value == null ? 0 : OBJECT;
  }
}
