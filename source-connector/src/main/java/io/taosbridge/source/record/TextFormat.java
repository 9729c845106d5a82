package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.schemaless.write.RowText;
import io.taosbridge.schemaless.write.TextTag;
import io.taosbridge.schemaless.write.UnwritableException;
import io.taosbridge.source.config.ValueFormat;
import io.taosbridge.source.config.ValueOptions;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Makes text in one of the schemaless protocols. */
final class TextFormat implements RowFormat {

  private final ValueFormat format;
  private final RowText text;
  private final List<RowField> tags;

  /**
   * @param tags may have the table's name among them, which is left out if it is not known
   */
  TextFormat(ValueFormat format, RowText text, List<RowField> tags) {
    this.format = format;
    this.text = text;
    this.tags = List.copyOf(tags);
  }

  @Override
  public RowPart of(TaggedTable table) {
    List<TextTag> values =
        tags.stream()
            .map(tag -> new TextTag(tag.name(), tag.type(), tag.constant(table).getObject(0)))
            .toList();
    try {
      return new Part(table.name(), text.tags(values));
    } catch (UnwritableException e) {
      throw refused(format, "rows of table " + table.name(), e);
    }
  }

  /** The error of rows that have no such text. */
  static DataException refused(ValueFormat format, String rows, UnwritableException cause) {
    return new DataException(
        String.format(
            "%s cannot be written with %s=%s: %s. Leave that out with %s, choose another format, or"
                + " set %s to convert or omit",
            rows,
            ValueOptions.FORMAT,
            format.name().toLowerCase(Locale.ROOT),
            cause.getMessage(),
            ValueOptions.FIELDS_EXCLUDE,
            ValueOptions.UNSUPPORTED),
        cause);
  }

  private final class Part implements RowPart {

    private final String table;
    private final String tagText;

    Part(String table, String tagText) {
      this.table = table;
      this.tagText = tagText;
    }

    @Override
    public Schema schema() {
      return Schema.STRING_SCHEMA;
    }

    @Override
    public Object of(Block block, int row) {
      try {
        return text.write(block, row, tagText);
      } catch (UnwritableException e) {
        throw refused(format, "row " + block.column(0).getObject(row) + " of table " + table, e);
      }
    }
  }
}
