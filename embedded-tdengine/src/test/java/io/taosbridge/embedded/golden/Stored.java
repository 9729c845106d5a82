package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.engine.SqlResult;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Compares what the server has stored, at points of a replay, with what a real one had. */
final class Stored {

  private final EmbeddedTDengine server;
  private final Replay replay;
  private final List<String> differences = new ArrayList<>();

  Stored(EmbeddedTDengine server, Replay replay) {
    this.server = server;
    this.replay = replay;
  }

  List<String> differences() {
    return differences;
  }

  void checkAsExpected(String scenario) {
    for (JsonNode expectation : Recording.expectations(scenario)) {
      if (expectation.path("what").asText().equals("what the server stored")) {
        replay.afterAnswerTo(expectation.get("for_event").intValue(), () -> check(expectation));
      }
    }
  }

  private void check(JsonNode expectation) {
    List<String> expected = new ArrayList<>();
    for (JsonNode row : expectation.get("rows")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.has("hex") ? cell.get("hex").asText() : cell.asText()));
      expected.add(cells.toString());
    }
    List<String> actual = new ArrayList<>();
    String sql = expectation.get("sql").textValue();
    SqlResult.Rows rows = (SqlResult.Rows) server.execute(sql);
    for (Object[] row : rows.rows()) {
      List<String> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(text(cell));
      }
      actual.add(cells.toString());
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
    return String.valueOf(cell instanceof Float value ? (Object) value.doubleValue() : cell);
  }
}
