package io.taosbridge.sink.record;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where a row's primary timestamp comes from.
 *
 * @param field a path in the value, or a template; empty for the default
 * @param unit what a number counts that does not say so itself
 * @param missing what becomes of records without a timestamp
 * @param outOfRange what becomes of records whose timestamp the server does not keep
 * @param tooFine what becomes of digits that the database cannot hold
 */
public record TimestampOptions(
    String field, EpochUnit unit, Missing missing, Verdict outOfRange, TooFine tooFine) {

  public static final String FIELD = "timestamp.field";
  public static final String UNIT = "timestamp.unit";
  public static final String MISSING = "timestamp.missing";
  public static final String OUT_OF_RANGE = "timestamp.out.of.range";
  public static final String TOO_FINE = "timestamp.too.fine";

  private static final String GROUP = "Timestamp";

  /** What becomes of a record without a timestamp. */
  public enum Missing {
    DLQ,
    FAIL,
    IGNORE,
    /** It gets the timestamp of the Kafka record. */
    RECORD
  }

  /** What becomes of a timestamp with digits that the database cannot hold. */
  public enum TooFine {
    DLQ,
    FAIL,
    /** They are cut off. */
    TRUNCATE
  }

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            FIELD,
            ConfigDef.Type.STRING,
            "",
            TimestampOptions::requirePlace,
            Importance.MEDIUM,
            "Where the primary timestamp is: a field of the value by its path, such as"
                + " sensor.time, or one placeholder: ${timestamp} is the timestamp of the Kafka"
                + " record, ${key.field} and ${header.name} work as well. It may be a number"
                + " (timestamp.unit says what it counts), ISO 8601 text with its zone, or a"
                + " timestamp of Kafka Connect. Empty: the first field that is no tag; for records"
                + " without a schema, the field ts.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Timestamp field")
        .define(
            UNIT,
            ConfigDef.Type.STRING,
            "ms",
            ValidString.in("s", "ms", "us", "ns"),
            Importance.MEDIUM,
            "What a number counts that is written to a TIMESTAMP: s, ms, us or ns since 1970. Only"
                + " for records whose schema does not say so by its parameter tdengine.precision.",
            GROUP,
            ++order,
            Width.SHORT,
            "Timestamp unit")
        .define(
            MISSING,
            ConfigDef.Type.STRING,
            Choice.symbol(Missing.DLQ),
            ValidString.in(Choice.symbols(Missing.class)),
            Importance.LOW,
            "What becomes of a record without a primary timestamp: dlq reports it as a bad record,"
                + " fail fails the task, ignore leaves it out, record takes the timestamp of the"
                + " Kafka record.",
            GROUP,
            ++order,
            Width.SHORT,
            "Missing timestamps")
        .define(
            OUT_OF_RANGE,
            ConfigDef.Type.STRING,
            Choice.symbol(Verdict.DLQ),
            ValidString.in(Choice.symbols(Verdict.class)),
            Importance.LOW,
            "What becomes of a record whose timestamp is older than the database keeps rows, or too"
                + " far in the future: dlq reports it as a bad record, fail fails the task, ignore"
                + " leaves it out.",
            GROUP,
            ++order,
            Width.SHORT,
            "Timestamps out of range")
        .define(
            TOO_FINE,
            ConfigDef.Type.STRING,
            Choice.symbol(TooFine.DLQ),
            ValidString.in(Choice.symbols(TooFine.class)),
            Importance.LOW,
            "What becomes of a timestamp with more digits than the database's precision can hold:"
                + " dlq reports the record as bad, fail fails the task, truncate cuts them off.",
            GROUP,
            ++order,
            Width.SHORT,
            "Too fine timestamps");
  }

  private static void requirePlace(String name, Object value) {
    try {
      PlaceTemplate.parse((String) value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  static TimestampOptions of(Map<String, Object> values) {
    return new TimestampOptions(
        (String) values.get(FIELD),
        EpochUnit.ofSymbol((String) values.get(UNIT)),
        Choice.parse(Missing.class, values.get(MISSING)),
        Choice.parse(Verdict.class, values.get(OUT_OF_RANGE)),
        Choice.parse(TooFine.class, values.get(TOO_FINE)));
  }

  /** Whether {@link #field()} is a template instead of a path. */
  boolean isTemplate() {
    return field.contains("${");
  }
}
