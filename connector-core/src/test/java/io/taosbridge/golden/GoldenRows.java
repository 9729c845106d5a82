package io.taosbridge.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.Block;
import io.taosbridge.block.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows as text, cell by cell, so that expected and decoded ones can be compared. */
public final class GoldenRows {

  private GoldenRows() {}

  /** The rows of an expectation, or of one block of a TMQ message: needs columns and rows. */
  public static List<List<String>> expected(JsonNode expectation) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : expectation.path("rows")) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        int code = expectation.path("columns").path(i).path("type_code").intValue();
        cells.add(expected(row.get(i), DataType.ofCode(code)));
      }
      rows.add(cells);
    }
    return rows;
  }

  /** The rows of a block. */
  public static List<List<String>> actual(Block block) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < block.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < block.columnCount(); i++) {
        cells.add(actual(block.column(i).getObject(row)));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static String expected(JsonNode cell, DataType type) {
    if (cell.isNull()) {
      return "null";
    }
    boolean text = type == DataType.VARCHAR || type == DataType.NCHAR || type == DataType.JSON;
    if (cell.isObject()) {
      byte[] bytes = HexFormat.of().parseHex(cell.path("hex").textValue());
      return text ? new String(bytes, StandardCharsets.UTF_8) : actual(bytes);
    }
    return switch (type) {
      case FLOAT, DOUBLE ->
          actual(cell.isTextual() ? Double.valueOf(cell.textValue()) : cell.doubleValue());
      case DECIMAL64, DECIMAL128 -> actual(new BigDecimal(cell.textValue()));
      default -> cell.asText();
    };
  }

  private static String actual(Object value) {
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Float number) {
      return String.valueOf(number.doubleValue());
    }
    if (value instanceof BigDecimal decimal) {
      // The program that wrote the expectations prints a zero of any scale as 0.
      return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }
    return String.valueOf(value);
  }
}
