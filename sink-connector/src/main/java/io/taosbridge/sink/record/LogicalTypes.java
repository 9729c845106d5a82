package io.taosbridge.sink.record;

import io.taosbridge.connect.FieldSchemas;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Schema names that make a number or text a time. */
public final class LogicalTypes {

  /** Schema name of an ISO 8601 text with its zone. */
  public static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

  /** Schema name of an INT32 that counts days since 1970. */
  public static final String EPOCH_DAY = "io.debezium.time.Date";

  private static final Map<String, EpochUnit> COUNTS =
      Map.of(
          FieldSchemas.MICRO_TIMESTAMP,
          EpochUnit.MICROSECONDS,
          FieldSchemas.NANO_TIMESTAMP,
          EpochUnit.NANOSECONDS,
          "io.debezium.time.Timestamp",
          EpochUnit.MILLISECONDS,
          "io.debezium.time.MicroTimestamp",
          EpochUnit.MICROSECONDS,
          "io.debezium.time.NanoTimestamp",
          EpochUnit.NANOSECONDS);

  private LogicalTypes() {}

  /** Whether values of this schema are points in time by its name. */
  public static boolean isPointInTime(Schema schema) {
    String name = schema.name();
    return name != null
        && (COUNTS.containsKey(name)
            || isDate(schema)
            || name.equals(ZONED_TIMESTAMP)
            || name.equals(EPOCH_DAY));
  }

  /** Whether values of this schema are {@link java.util.Date} and points in time. */
  public static boolean isDate(Schema schema) {
    return Timestamp.LOGICAL_NAME.equals(schema.name()) || Date.LOGICAL_NAME.equals(schema.name());
  }

  /** Whether values of this schema are times of a day. */
  public static boolean isTimeOfDay(Schema schema) {
    return Time.LOGICAL_NAME.equals(schema.name());
  }

  /** What an INT64 of this schema counts by its name; null if the name does not say. */
  public static EpochUnit unitOf(Schema schema) {
    return schema.name() == null ? null : COUNTS.get(schema.name());
  }
}
