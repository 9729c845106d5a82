package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.engine.SqlResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Compares what the server has stored, at points of a replay, with what a real one had. */
final class Stored {

  /** Runs something when the answer to a request has come; 0 is after everything. */
  interface Later {
    void afterAnswerTo(int request, Runnable check);
  }

  private final EmbeddedTDengine server;
  private final List<String> differences = new ArrayList<>();
  private int checks;

  Stored(EmbeddedTDengine server) {
    this.server = server;
  }

  List<String> differences() {
    return differences;
  }

  /** Checks after the answers that the expectations name; those for all of it come last. */
  void checkAsExpected(String scenario, Later later) {
    for (JsonNode expectation : Recording.expectations(scenario)) {
      boolean stored = expectation.path("what").asText().equals("what the server stored");
      // Without SQL it tells of a statement that failed.
      int event = expectation.path("for_event").intValue();
      boolean compared = !NotComparable.stored(scenario).containsKey(event);
      if (stored && compared && expectation.has("sql")) {
        checks++;
        later.afterAnswerTo(event, () -> check(expectation));
      }
    }
  }

  /** How often the content was looked at, or will be. */
  int checks() {
    return checks;
  }

  private void check(JsonNode expectation) {
    List<String> expected = new ArrayList<>();
    for (JsonNode row : expectation.get("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.has("hex") ? cell.get("hex").asText() : cell.asText()));
      expected.add(cells.toString());
    }
    List<String> actual = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    String sql = expectation.get("sql").textValue();
    SqlResult.Rows rows = (SqlResult.Rows) server.execute(sql);
    for (Object[] row : rows.rows()) {
      List<String> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(text(cell));
      }
      actual.add(cells.toString());
    }
    for (JsonNode column : expectation.get("columns")) {
      columns.add(column.get("name").textValue() + " " + column.get("type_code").intValue());
    }
    List<String> actualColumns =
        rows.fields().stream()
            .map(field -> field.name() + " " + field.type().type().code())
            .toList();
    if (!columns.equals(actualColumns)) {
      differences.add(sql + "\n  expected " + columns + "\n  but was  " + actualColumns);
    }
    if (!Rows.sorted(expected).equals(Rows.sorted(actual))) {
      differences.add(sql + "\n  expected " + expected + "\n  but was  " + actual);
    }
  }

  /** As the expectations have it: a FLOAT as the exact double of the same value. */
  private static String text(Object cell) {
    if (cell instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (cell instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return String.valueOf(cell instanceof Float value ? (Object) value.doubleValue() : cell);
  }
}
