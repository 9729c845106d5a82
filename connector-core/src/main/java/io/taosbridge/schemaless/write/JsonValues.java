package io.taosbridge.schemaless.write;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.taosbridge.block.Column;
import io.taosbridge.geometry.Wkt;
import java.util.function.LongUnaryOperator;

/** Writes values with their types as OpenTSDB's JSON has them: {@code {"value":1,"type":"int"}}. */
final class JsonValues {

  private static final String PROTOCOL = "OpenTSDB's JSON";

  private final TextRules rules;

  JsonValues(TextRules rules) {
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
      case BOOL ->
          (text, cells, row) -> {
            text.append("{\"value\":").append(cells.getBoolean(row)).append(",\"type\":\"bool\"}");
            return true;
          };
      case TINYINT -> integer(column, "tinyint");
      case SMALLINT -> integer(column, "smallint");
      case INT -> integer(column, "int");
      case BIGINT -> integer(column, "bigint");
      case UTINYINT -> converted(column, integer(column, "smallint"));
      case USMALLINT -> converted(column, integer(column, "int"));
      case UINT -> converted(column, integer(column, "bigint"));
      case UBIGINT ->
          converted(
              column, text(column, (cells, row) -> Long.toUnsignedString(cells.getLong(row))));
      case FLOAT -> floating(column);
      case DOUBLE -> doubles(column);
      case VARCHAR -> text(column, Column::getString);
      case NCHAR -> text(column, "nchar", Column::getString);
      // Servers have a type varbinary, which corrupts the memory of taosAdapter.
      case VARBINARY, BLOB, MEDIUMBLOB ->
          converted(column, text(column, (cells, row) -> Hex.of(cells.getBytes(row))));
      case GEOMETRY ->
          converted(column, text(column, (cells, row) -> Wkt.ofBinary(cells.getBytes(row))));
      case TIMESTAMP -> converted(column, timestamp(column));
      case DECIMAL64, DECIMAL128 ->
          converted(column, text(column, (cells, row) -> cells.getDecimal(row).toPlainString()));
      case JSON -> converted(column, text(column, "nchar", Column::getString));
    };
  }

  private TextValue converted(TextColumn column, TextValue conversion) {
    if (rules.misfit() == Misfit.CONVERT) {
      return conversion;
    }
    rules.refuse(
        column.name() + " is " + column.type() + ", a type that " + PROTOCOL + " does not have");
    return null;
  }

  private TextValue integer(TextColumn column, String type) {
    return (text, cells, row) -> append(text, cells.getLong(row), column, type);
  }

  private TextValue timestamp(TextColumn column) {
    LongUnaryOperator toUnit = rules.toUnit();
    return (text, cells, row) ->
        append(text, toUnit.applyAsLong(cells.getLong(row)), column, "bigint");
  }

  private boolean append(StringBuilder text, long number, TextColumn column, String type) {
    if ((long) (double) number != number && rules.misfit() != Misfit.CONVERT) {
      return rules.refuse(
          "TDengine would read "
              + column.name()
              + " = "
              + number
              + " in "
              + PROTOCOL
              + " with other digits");
    }
    text.append("{\"value\":").append(number).append(",\"type\":\"").append(type).append("\"}");
    return true;
  }

  private TextValue floating(TextColumn column) {
    return (text, cells, row) -> {
      float number = (float) cells.getDouble(row);
      if (!Float.isFinite(number)) {
        return refuseNumber(column, number);
      }
      text.append("{\"value\":");
      Numbers.append(text, number);
      text.append(",\"type\":\"float\"}");
      return true;
    };
  }

  private TextValue doubles(TextColumn column) {
    return (text, cells, row) -> {
      double number = cells.getDouble(row);
      if (!Double.isFinite(number)) {
        return refuseNumber(column, number);
      }
      text.append("{\"value\":");
      Numbers.append(text, number);
      text.append(",\"type\":\"double\"}");
      return true;
    };
  }

  /** Not even converted: JSON has no word for it. */
  private boolean refuseNumber(TextColumn column, double number) {
    return rules.refuse(column.name() + " is " + number + ", which JSON cannot hold");
  }

  private TextValue text(TextColumn column, CellText reader) {
    return text(column, "binary", reader);
  }

  private TextValue text(TextColumn column, String type, CellText reader) {
    return (text, cells, row) -> {
      String value = reader.of(cells, row);
      if (value.indexOf('\0') >= 0 && rules.misfit() != Misfit.CONVERT) {
        return rules.refuse(
            column.name()
                + " has a character U+0000 in it, at which TDengine cuts texts off that"
                + " come as JSON");
      }
      text.append("{\"value\":\"");
      JsonStringEncoder.getInstance().quoteAsString(value, text);
      text.append("\",\"type\":\"").append(type).append("\"}");
      return true;
    };
  }
}
