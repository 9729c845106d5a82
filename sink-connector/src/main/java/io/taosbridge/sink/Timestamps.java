package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.record.BadRecordException;
import java.util.Date;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads points in time from the fields of records.
 *
 * @param unit what an INT64 field without a unit of its own counts
 * @param target precision of the target database
 */
record Timestamps(Precision unit, Precision target) {

  private static final Set<String> LOGICAL =
      Set.of(
          FieldSchemas.MICRO_TIMESTAMP,
          FieldSchemas.NANO_TIMESTAMP,
          Timestamp.LOGICAL_NAME,
          Time.LOGICAL_NAME,
          org.apache.kafka.connect.data.Date.LOGICAL_NAME);

  /**
   * @return turns a field's value, not null, into a count of the target's units
   * @throws BadRecordException if no value of such a field is a point in time
   */
  ToLongFunction<Object> reader(Schema field) {
    if (Timestamp.LOGICAL_NAME.equals(field.name())
        || org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(field.name())) {
      TimestampUnit conversion = new TimestampUnit(Precision.MILLISECONDS, target);
      return value -> conversion.convert(Timestamp.fromLogical(Timestamp.SCHEMA, (Date) value));
    }
    if (field.type() == Schema.Type.INT64 && !Time.LOGICAL_NAME.equals(field.name())) {
      TimestampUnit conversion = new TimestampUnit(unitOf(field), target);
      return value -> conversion.convert((Long) value);
    }
    throw new BadRecordException(nameOf(field) + " is not a point in time");
  }

  private Precision unitOf(Schema field) {
    String symbol =
        field.parameters() == null ? null : field.parameters().get(SchemaParameters.PRECISION);
    if (FieldSchemas.MICRO_TIMESTAMP.equals(field.name())) {
      return Precision.MICROSECONDS;
    } else if (FieldSchemas.NANO_TIMESTAMP.equals(field.name())) {
      return Precision.NANOSECONDS;
    }
    try {
      return symbol == null ? unit : Precision.ofSymbol(symbol);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          "schema parameter " + SchemaParameters.PRECISION + ": " + e.getMessage(), e);
    }
  }

  /** Whether a field holds a point in time or a time of day by its schema's name. */
  static boolean isTime(Schema field) {
    return field.name() != null && LOGICAL.contains(field.name());
  }

  /** Such as {@code INT64} or {@code INT64 (org.apache.kafka.connect.data.Timestamp)}. */
  static String nameOf(Schema field) {
    return field.name() == null
        ? field.type().toString()
        : field.type() + " (" + field.name() + ")";
  }
}
