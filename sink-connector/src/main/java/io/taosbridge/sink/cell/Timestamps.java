package io.taosbridge.sink.cell;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.EpochUnit;
import io.taosbridge.sink.record.FieldValues;
import io.taosbridge.sink.record.LogicalTypes;
import io.taosbridge.sink.record.TimestampOptions.TooFine;
import io.taosbridge.sink.record.Verdict;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads points in time from the values of records.
 *
 * @param unit what a number without a unit of its own counts
 * @param target precision of the target database
 * @param tooFine what becomes of digits that the target cannot hold
 * @param outOfRange what becomes of a record whose timestamp does not fit 64 bits
 */
public record Timestamps(EpochUnit unit, Precision target, TooFine tooFine, Verdict outOfRange) {

  /** 2024-05-01T10:00:00.5+08:00, with a blank instead of T and +0800 or [Asia/Shanghai], too. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendPattern("[XXX][XX][X]")
          .optionalStart()
          .appendLiteral('[')
          .parseCaseSensitive()
          .appendZoneRegionId()
          .appendLiteral(']')
          .optionalEnd()
          .toFormatter();

  /**
   * @param field null if each value tells its own type
   * @return turns a value, not null, into a count of the target's units
   * @throws BadRecordException if no value of such a field is a point in time
   */
  public TimeReader reader(Schema field) {
    if (field == null) {
      return new Untyped(conversion(unit), conversion(EpochUnit.MILLISECONDS));
    }
    if (LogicalTypes.isDate(field)) {
      return new Dates(conversion(EpochUnit.MILLISECONDS));
    }
    if (LogicalTypes.EPOCH_DAY.equals(field.name())) {
      TimestampUnit conversion = conversion(EpochUnit.SECONDS);
      long seconds = ChronoUnit.DAYS.getDuration().toSeconds();
      return value -> conversion.convert(((Number) value).longValue() * seconds);
    }
    if (LogicalTypes.isTimeOfDay(field)) {
      throw notATime(field);
    }
    TimestampUnit conversion = conversion(unitOf(field));
    if (Decimal.LOGICAL_NAME.equals(field.name())) {
      return value -> conversion.convert((BigDecimal) value);
    }
    return switch (field.type()) {
      case INT8, INT16, INT32, INT64 -> new Counts(conversion);
      case FLOAT64 -> value -> conversion.convert(decimal((Double) value));
      case STRING -> value -> text((String) value, conversion);
      default -> throw notATime(field);
    };
  }

  private static long millis(Date date) {
    return Timestamp.fromLogical(Timestamp.SCHEMA, date);
  }

  private TimestampUnit conversion(EpochUnit from) {
    return new TimestampUnit(from, target, tooFine, outOfRange);
  }

  private static BadRecordException notATime(Schema field) {
    return new BadRecordException(nameOf(field) + " is not a point in time");
  }

  private static BigDecimal decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new BadRecordException(value + " is not a point in time");
    }
    return BigDecimal.valueOf(value);
  }

  private static long text(String text, TimestampUnit conversion) {
    String stripped = text.strip();
    if (isNumber(stripped)) {
      return conversion.convert(new BigDecimal(stripped));
    }
    try {
      return conversion.convert(ISO.parse(stripped, ZonedDateTime::from).toInstant());
    } catch (DateTimeException e) {
      throw new BadRecordException(
          "\""
              + text
              + "\" is not a point in time: expected a number, or ISO 8601 with a zone, such as"
              + " 2024-05-01T10:00:00+08:00",
          e);
    }
  }

  /** Of a sane length and without an exponent, which could ask for gigabytes of digits. */
  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 40
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-')
        && text.lastIndexOf('-') <= 0
        && text.indexOf('.') == text.lastIndexOf('.')
        && Character.isDigit(text.charAt(text.length() - 1));
  }

  private EpochUnit unitOf(Schema field) {
    EpochUnit byName = LogicalTypes.unitOf(field);
    if (byName != null) {
      return byName;
    }
    String symbol =
        field.parameters() == null ? null : field.parameters().get(SchemaParameters.PRECISION);
    try {
      return symbol == null ? unit : EpochUnit.of(Precision.ofSymbol(symbol));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          "schema parameter " + SchemaParameters.PRECISION + ": " + e.getMessage(), e);
    }
  }

  /** Such as {@code INT64} or {@code INT64 (org.apache.kafka.connect.data.Timestamp)}. */
  static String nameOf(Schema field) {
    return field.name() == null
        ? field.type().toString()
        : field.type() + " (" + field.name() + ")";
  }

  private record Dates(TimestampUnit conversion) implements TimeReader {

    @Override
    public long read(Object value) {
      return conversion.convert(millis((Date) value));
    }

    @Override
    public long read(FieldValues values, int index) {
      return values.kind(index) == FieldValues.DATE
          ? conversion.convert(values.number(index))
          : read(values.get(index));
    }
  }

  private record Counts(TimestampUnit conversion) implements TimeReader {

    @Override
    public long read(Object value) {
      return conversion.convert(((Number) value).longValue());
    }

    @Override
    public long read(FieldValues values, int index) {
      return FieldValues.isInteger(values.kind(index))
          ? conversion.convert(values.number(index))
          : read(values.get(index));
    }
  }

  /** Reads values that tell their own type. */
  private record Untyped(TimestampUnit counts, TimestampUnit dates) implements TimeReader {

    @Override
    public long read(FieldValues values, int index) {
      int kind = values.kind(index);
      if (FieldValues.isInteger(kind)) {
        return counts.convert(values.number(index));
      }
      return kind == FieldValues.DATE
          ? dates.convert(values.number(index))
          : read(values.get(index));
    }

    @Override
    public long read(Object value) {
      if (value instanceof Date date) {
        return dates.convert(millis(date));
      } else if (value instanceof Instant instant) {
        return counts.convert(instant);
      } else if (value instanceof String text) {
        return text(text, counts);
      } else if (value instanceof BigDecimal number) {
        return counts.convert(number);
      } else if (value instanceof Double || value instanceof Float) {
        return counts.convert(decimal(((Number) value).doubleValue()));
      } else if (value instanceof Number number) {
        return counts.convert(number.longValue());
      }
      throw new BadRecordException(
          "a " + value.getClass().getSimpleName() + " is not a point in time");
    }
  }
}
