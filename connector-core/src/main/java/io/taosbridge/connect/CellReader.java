package io.taosbridge.connect;

import io.taosbridge.block.Column;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;

/** Reads a cell of a block as the value that its field's schema ({@link FieldSchemas}) wants. */
@FunctionalInterface
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
public interface CellReader {

  /** The value for Connect; null for NULL. */
  Object read(Column column, int row);

  /** Chosen once for a column, so that nothing is decided again for each row. */
  static CellReader of(ColumnType type, Precision precision) {
    if (type.type() == DataType.TIMESTAMP && precision == Precision.MILLISECONDS) {
      return (column, row) -> column.isNull(row) ? null : new Date(column.getLong(row));
    }
    if (type.type() == DataType.UBIGINT) {
      return (column, row) -> {
        BigInteger value = (BigInteger) column.getObject(row);
        return value == null ? null : new BigDecimal(value);
      };
    }
    if (type.type().isDecimal()) {
      // By the scale of the field, which blocks of altered tables do not have.
      return (column, row) -> {
        BigDecimal value = (BigDecimal) column.getObject(row);
        return value == null ? null : new BigDecimal(value.unscaledValue(), type.scale());
      };
    }
    return Column::getObject;
  }
}
