package io.taosbridge.schemaless.write;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows in OpenTSDB's telnet protocol as TDengine reads it (schemaless.md, section 4): {@code metric
 * timestamp value tag=value ...}, one line for each value of a row, with newlines between them.
 *
 * <p>Values have the suffix of their type, tags are text, and nothing is escaped. Times are
 * milliseconds of 13 digits, of which readers tell the unit: from September 2001 to 2286.
 */
public final class TelnetText implements RowText {

  private static final long LEAST = 1_000_000_000_000L;
  private static final long MOST = 9_999_999_999_999L;
  private static final String SEPARATORS = " \n";

  private record Metric(int index, String start, TextValue value) {}

  private final TextRules rules;
  private final RowTime time;
  private final List<Metric> metrics = new ArrayList<>();
  private final StringBuilder lines = new StringBuilder();

  /**
   * @param timeColumn of the primary timestamp in blocks
   * @param columns named as their metrics
   * @param precision of the rows' timestamps
   * @throws UnwritableException naming what cannot be written
   */
  public TelnetText(int timeColumn, List<TextColumn> columns, Precision precision, Misfit misfit) {
    this.rules = new TextRules(precision, Precision.MILLISECONDS, misfit);
    this.time = new RowTime(timeColumn, rules);
    Literals literals = new Literals(Quoting.TELNET, rules);
    for (TextColumn column : columns) {
      TextValue value = literals.of(column);
      if (value != null) {
        metrics.add(new Metric(column.index(), word("metric", column.name()) + " ", value));
      }
    }
  }

  @Override
  public String tags(List<TextTag> tags) {
    StringBuilder text = new StringBuilder();
    for (TextTag tag : tags) {
      if (tag.value() == null) {
        continue;
      }
      String value = TagTexts.of(tag, rules);
      // A carriage return at the end would be taken for a part of the newline.
      if (isWord(value) && value.indexOf('=') < 0 && !value.endsWith("\r")) {
        text.append(' ').append(word("tag", tag.name())).append('=').append(value);
      } else {
        rules.refuse(
            "tag " + tag.name() + " has a value that the telnet protocol cannot hold: " + value);
      }
    }
    if (text.isEmpty()) {
      throw new UnwritableException("the telnet protocol needs a tag, and there is none");
    }
    return text.toString();
  }

  private static String word(String what, String name) {
    if (!isWord(name) || (what.equals("tag") && name.indexOf('=') >= 0)) {
      throw new UnwritableException("the telnet protocol has no " + what + " \"" + name + "\"");
    }
    return name;
  }

  private static boolean isWord(String text) {
    return !text.isEmpty() && text.chars().noneMatch(c -> SEPARATORS.indexOf(c) >= 0);
  }

  @Override
  public String write(Block block, int row, String tags) {
    long millis = time.of(block, row);
    if (millis < LEAST || millis > MOST) {
      rules.refuse(
          "the time " + millis + " ms has not the 13 digits by which the telnet protocol tells it");
      return null;
    }
    lines.setLength(0);
    for (Metric metric : metrics) {
      Column column = block.column(metric.index);
      if (!column.isNull(row)) {
        int before = lines.length();
        lines.append(before == 0 ? "" : "\n").append(metric.start).append(millis).append(' ');
        if (metric.value.append(lines, column, row)) {
          lines.append(tags);
        } else {
          lines.setLength(before);
        }
      }
    }
    if (lines.isEmpty()) {
      rules.refuseEmptyRow("the telnet protocol");
      return null;
    }
    return lines.toString();
  }
}
