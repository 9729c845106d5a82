package io.taosbridge.schemaless.write;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.SingleValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as OpenTSDB's JSON, as TDengine reads it (schemaless.md, section 5): an object {@code
 * {"metric", "timestamp", "value", "tags"}} for a row with one value, else an array of them.
 *
 * <p>Values and tags tell their types. TDengine reads every number by way of a double, so a time or
 * a BIGINT that would lose digits on that way is a misfit.
 */
public final class JsonText implements RowText {

  private record Metric(int index, String start, TextValue value) {}

  private final TextRules rules;
  private final JsonValues values;
  private final RowTime time;
  private final List<Metric> metrics = new ArrayList<>();
  private final StringBuilder json = new StringBuilder();

  /**
   * @param timeColumn of the primary timestamp in blocks
   * @param columns named as their metrics
   * @throws UnwritableException naming what cannot be written
   */
  public JsonText(int timeColumn, List<TextColumn> columns, TextRules rules) {
    this.rules = rules;
    this.values = new JsonValues(rules);
    this.time = new RowTime(timeColumn, rules);
    for (TextColumn column : columns) {
      TextValue value = values.of(column);
      if (value != null) {
        metrics.add(new Metric(column.index(), start(column.name()), value));
      }
    }
  }

  private static String start(String metric) {
    return "{\"metric\":" + quoted("metric", metric) + ",\"timestamp\":{\"value\":";
  }

  private static String quoted(String what, String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new UnwritableException("OpenTSDB's JSON has no " + what + " \"" + name + "\"");
    }
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
  }

  @Override
  public String tags(List<TextTag> tags) {
    StringBuilder text = new StringBuilder();
    for (TextTag tag : tags) {
      if (tag.value() == null) {
        continue;
      }
      TextValue value = values.of(new TextColumn(tag.name(), tag.type(), 0));
      int before = text.length();
      text.append(before == 0 ? "" : ",").append(quoted("tag", tag.name())).append(':');
      if (value == null || !value.append(text, new SingleValue(tag.type(), tag.value()), 0)) {
        text.setLength(before);
      }
    }
    if (text.isEmpty()) {
      throw new UnwritableException("OpenTSDB's JSON needs a tag, and there is none");
    }
    return ",\"tags\":{" + text + "}}";
  }

  @Override
  public String write(Block block, int row, String tags) {
    long timestamp = time.of(block, row);
    if (timestamp == 0) {
      return null;
    }
    if ((long) (double) timestamp != timestamp && rules.misfit() != Misfit.CONVERT) {
      rules.refuse(
          "TDengine would read the time " + timestamp + " in OpenTSDB's JSON with other digits");
      return null;
    }
    json.setLength(0);
    int points = 0;
    for (Metric metric : metrics) {
      Column column = block.column(metric.index);
      if (!column.isNull(row)) {
        int before = json.length();
        json.append(points == 0 ? "" : ",").append(metric.start).append(timestamp);
        json.append(",\"type\":\"").append(rules.unit().symbol()).append("\"},\"value\":");
        if (metric.value.append(json, column, row)) {
          json.append(tags);
          points++;
        } else {
          json.setLength(before);
        }
      }
    }
    if (points == 0) {
      rules.refuseEmptyRow("OpenTSDB's JSON");
      return null;
    }
    return points == 1 ? json.toString() : json.insert(0, '[').append(']').toString();
  }
}
