package io.taosbridge.schemaless.write;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in InfluxDB's line protocol as TDengine reads it (schemaless.md, section 3): {@code
 * measurement,tag=value field=value timestamp}, one line without a newline for a row.
 *
 * <p>Fields have the suffix of their type. All tags are text. A reader takes a time of 0 for now
 * and refuses earlier ones, so rows up to 1970 cannot be written.
 */
public final class LineText implements RowText {

  /**
   * @param first what stands before its value in a row that begins with it
   * @param further what does in others
   */
  private record LineField(int index, String first, String further, TextValue value) {}

  private final TextRules rules;
  private final RowTime time;
  private final String measurement;
  private final LineField[] fields;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param timeColumn of the primary timestamp in blocks
   * @throws UnwritableException naming what can be in no line
   */
  public LineText(String measurement, int timeColumn, List<TextColumn> columns, TextRules rules) {
    this.rules = rules;
    this.time = new RowTime(timeColumn, rules);
    this.measurement = LineNames.measurement(measurement);
    Literals literals = new Literals(Quoting.LINE, rules);
    List<LineField> written = new ArrayList<>();
    for (TextColumn column : columns) {
      TextValue value = literals.of(column);
      if (value != null) {
        String start = LineNames.name(column.name()) + "=";
        written.add(new LineField(column.index(), " " + start, "," + start, value));
      }
    }
    this.fields = written.toArray(new LineField[0]);
  }

  @Override
  public String tags(List<TextTag> tags) {
    StringBuilder text = new StringBuilder();
    for (TextTag tag : tags) {
      if (tag.value() == null) {
        continue;
      }
      String value = TagTexts.of(tag, rules);
      if (LineNames.holds(value)) {
        text.append(',').append(LineNames.name(tag.name())).append('=');
        LineNames.append(text, value);
      } else {
        rules.refuse(
            "tag " + tag.name() + " has a value that the line protocol cannot hold: " + value);
      }
    }
    return text.toString();
  }

  @Override
  public String write(Block block, int row, String tags) {
    line.setLength(0);
    line.append(measurement).append(tags);
    boolean empty = true;
    for (LineField field : fields) {
      Column column = block.column(field.index);
      if (!column.isNull(row)) {
        int before = line.length();
        line.append(empty ? field.first : field.further);
        if (field.value.append(line, column, row)) {
          empty = false;
        } else {
          line.setLength(before);
        }
      }
    }
    if (empty) {
      rules.refuseEmptyRow("the line protocol");
      return null;
    }
    line.append(' ');
    return time.append(line, block, row) ? line.toString() : null;
  }
}
