package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.LogicalTypes;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/**
 * Chooses how a field's values get into a column: unchanged, or not at all.
 *
 * @param timestamps reads the field if the column is a TIMESTAMP
 * @param tooLong what becomes of text and bytes that are longer than the column
 */
public record CellWriters(Timestamps timestamps, TooLong tooLong) {

  /**
   * @param field null if each value tells its own type
   * @throws BadRecordException if no value of such a field fits the column
   */
  public CellWriter of(Schema field, ColumnType column) {
    if (field == null) {
      return new UntypedCells(this, column);
    }
    return switch (column.type()) {
      case BOOL -> bool(field, column);
      case TINYINT -> NumberCells.integer(field, column, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> NumberCells.integer(field, column, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> NumberCells.integer(field, column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> NumberCells.integer(field, column, Long.MIN_VALUE, Long.MAX_VALUE);
      case UTINYINT -> NumberCells.integer(field, column, 0, 0xFFL);
      case USMALLINT -> NumberCells.integer(field, column, 0, 0xFFFFL);
      case UINT -> NumberCells.integer(field, column, 0, 0xFFFF_FFFFL);
      case UBIGINT -> NumberCells.unsignedBigint(field, column);
      case FLOAT -> NumberCells.floating(field, column, true);
      case DOUBLE -> NumberCells.floating(field, column, false);
      case DECIMAL64, DECIMAL128 -> NumberCells.decimal(field, column);
      case TIMESTAMP -> new TimestampCells(timestamps.reader(field));
      case VARCHAR, NCHAR, JSON -> new TextCells(column, tooLong).of(field);
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> new ByteCells(column, tooLong).of(field);
      case NULL -> throw mismatch(field, column);
    };
  }

  /**
   * How values that tell their own type get into a TIMESTAMP column, which may be text or numbers
   * of any kind there.
   */
  CellWriter untypedTimestamp() {
    return new TimestampCells(timestamps.reader(null));
  }

  private static CellWriter bool(Schema field, ColumnType column) {
    if (field.type() == Schema.Type.STRING) {
      return (value, to) -> to.appendLong(truth((String) value, column));
    }
    if (field.type() != Schema.Type.BOOLEAN) {
      throw mismatch(field, column);
    }
    return BoolCells.INSTANCE;
  }

  private static long truth(String text, ColumnType column) {
    if (text.equalsIgnoreCase("true")) {
      return 1;
    } else if (text.equalsIgnoreCase("false")) {
      return 0;
    }
    throw new BadRecordException("\"" + text + "\" does not fit " + column);
  }

  static boolean isDecimal(Schema field) {
    return Decimal.LOGICAL_NAME.equals(field.name());
  }

  /** Whether the values are whole numbers that are no times. */
  static boolean isInteger(Schema field) {
    return switch (field.type()) {
      case INT8, INT16, INT32, INT64 ->
          !LogicalTypes.isPointInTime(field) && !LogicalTypes.isTimeOfDay(field);
      default -> false;
    };
  }

  static BadRecordException mismatch(Schema field, ColumnType column) {
    return new BadRecordException(Timestamps.nameOf(field) + " cannot be written to " + column);
  }
}
