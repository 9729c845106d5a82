package io.taosbridge.schemaless.write;

import io.taosbridge.block.Column;
import io.taosbridge.geometry.Wkt;
import java.util.function.LongUnaryOperator;

/**
 * Writes values as the line and telnet protocols have them: their form tells their type
 * (schemaless.md, section 3).
 */
final class Literals {

  private final Quoting quoting;
  private final TextRules rules;

  Literals(Quoting quoting, TextRules rules) {
    this.quoting = quoting;
    this.rules = rules;
  }

  /**
   * How to write a column's values; null if they are left out.
   *
   * @throws UnwritableException if the protocol has no such type
   */
  TextValue of(TextColumn column) {
    return switch (column.type().type()) {
      case NULL -> null;
      case BOOL -> always((text, cells, row) -> text.append(cells.getBoolean(row)));
      case TINYINT -> integer("i8");
      case SMALLINT -> integer("i16");
      case INT -> integer("i32");
      case BIGINT -> integer("i64");
      case UTINYINT -> integer("u8");
      case USMALLINT -> integer("u16");
      case UINT -> integer("u32");
      case UBIGINT ->
          always(
              (text, cells, row) ->
                  text.append(Long.toUnsignedString(cells.getLong(row))).append("u64"));
      case FLOAT -> floating(column);
      case DOUBLE -> always((text, cells, row) -> Numbers.append(text, cells.getDouble(row)));
      case VARCHAR -> quoted(column, "\"", Column::getString);
      case NCHAR -> quoted(column, "L\"", Column::getString);
      case VARBINARY -> binary();
      case GEOMETRY ->
          quoting == Quoting.LINE
              ? quoted(column, "G\"", (cells, row) -> Wkt.ofBinary(cells.getBytes(row)))
              : converted(column, binary());
      case TIMESTAMP -> converted(column, timestamp());
      case DECIMAL64, DECIMAL128 -> converted(column, decimal());
      case BLOB, MEDIUMBLOB -> converted(column, binary());
      case JSON -> converted(column, quoted(column, "L\"", Column::getString));
    };
  }

  private TextValue converted(TextColumn column, TextValue conversion) {
    if (rules.misfit() == Misfit.CONVERT) {
      return conversion;
    }
    rules.refuse(
        column.name() + " is " + column.type() + ", a type that " + quoting + " does not have");
    return null;
  }

  private static TextValue integer(String suffix) {
    return always((text, cells, row) -> text.append(cells.getLong(row)).append(suffix));
  }

  private TextValue floating(TextColumn column) {
    return (text, cells, row) -> {
      float number = (float) cells.getDouble(row);
      if (!Float.isFinite(number)) {
        return rules.refuse(
            column.name() + " is " + number + ", which " + quoting + " does not have as FLOAT");
      }
      Numbers.append(text, number);
      text.append("f32");
      return true;
    };
  }

  private TextValue timestamp() {
    LongUnaryOperator toUnit = rules.toUnit();
    return always(
        (text, cells, row) -> text.append(toUnit.applyAsLong(cells.getLong(row))).append("i64"));
  }

  private static TextValue decimal() {
    return always(
        (text, cells, row) ->
            text.append('"').append(cells.getDecimal(row).toPlainString()).append('"'));
  }

  private static TextValue binary() {
    return always(
        (text, cells, row) -> text.append("B\"").append(Hex.of(cells.getBytes(row))).append('"'));
  }

  private TextValue quoted(TextColumn column, String opening, CellText reader) {
    return (text, cells, row) -> {
      String value = reader.of(cells, row);
      if (!quoting.holds(value)) {
        return rules.refuse(
            column.name() + " has a character in it that " + quoting + " cannot hold: " + value);
      }
      text.append(opening);
      quoting.append(text, value);
      text.append('"');
      return true;
    };
  }

  private static TextValue always(Always value) {
    return (text, cells, row) -> {
      value.write(text, cells, row);
      return true;
    };
  }

  /** A value that every row can have written. */
  @FunctionalInterface
  private interface Always {

    void write(StringBuilder text, Column cells, int row);
  }
}
