package io.taosbridge.client.sql;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.ValueAppender;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes the values of one row in parentheses, as an INSERT has them. Whether a value fits its
 * column is left to the server.
 */
public final class SqlValues {

  private final List<ColumnType> types;
  private final StringBuilder text = new StringBuilder();
  private final Appender appender = new Appender();
  private DataType type;

  /**
   * @param types of the columns or tags
   */
  public SqlValues(List<ColumnType> types) {
    this.types = List.copyOf(types);
  }

  /** Takes the value of the i-th column. They are to be given in order, and one to each. */
  public ValueAppender value(int index) {
    text.append(index == 0 ? '(' : ',');
    type = types.get(index).type();
    return appender;
  }

  /** What was written since the last call: {@code (1,'a',NULL)}. */
  public String take() {
    String written = text.append(')').toString();
    text.setLength(0);
    return written;
  }

  /** Forgets what was written since then. */
  public void discard() {
    text.setLength(0);
  }

  private final class Appender implements ValueAppender {

    @Override
    public void appendNull() {
      text.append("NULL");
    }

    @Override
    public void appendLong(long value) {
      switch (type) {
        case BOOL -> text.append(value != 0);
        case UBIGINT -> text.append(Long.toUnsignedString(value));
        default -> text.append(value);
      }
    }

    @Override
    public void appendDouble(double value) {
      text.append(SqlLiteral.of(value));
    }

    @Override
    public void appendDecimal(BigDecimal value) {
      text.append(SqlLiteral.of(value));
    }

    @Override
    public void appendString(String value) {
      text.append(SqlLiteral.of(value));
    }

    @Override
    public void appendBytes(byte[] value) {
      text.append(SqlLiteral.ofBytes(value, type));
    }
  }
}
