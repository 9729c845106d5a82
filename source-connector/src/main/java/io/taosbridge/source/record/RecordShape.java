package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.source.config.RecordSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the records of like tables have in common, and what it makes of each table. */
final class RecordShape {

  private final RecordSettings settings;
  private final Layout layout;
  private final List<Field> columns;
  private final RowFormat keys;
  private final RowFormat values;
  private final int tableNameColumn;
  private final boolean timestamped;
  private final long unitsPerMilli;
  private final boolean oneDestination;
  private final Map<String, TableShape> selected = new HashMap<>();
  private Destination shared;

  RecordShape(RecordSettings settings, Layout layout) {
    this(settings, layout, layout.columns());
  }

  /**
   * @param columns as the rows have them, if the layout knows more of them
   */
  RecordShape(RecordSettings settings, Layout layout, List<Field> columns) {
    RowFormats formats = new RowFormats(settings.key(), settings.value());
    this.settings = settings;
    this.layout = layout;
    this.columns = columns;
    this.keys = formats.key(layout);
    this.values = formats.value(layout);
    this.tableNameColumn = layout.tableNameColumn();
    this.timestamped = settings.target().timestamped() && layout.hasTimestamp();
    this.unitsPerMilli = layout.precision().unitsPerSecond() / 1_000;
    this.oneDestination = !settings.target().kafkaTopic().has("table");
  }

  /** Whether rows have the columns that this was made for. */
  boolean fits(TableBlock block) {
    // The columns are the same list for most blocks.
    return layout.precision() == block.precision() && columns.equals(block.fields());
  }

  /** Whether records can make their values when they are asked for them. */
  boolean canWait() {
    return !settings.transformed() && values.isSure();
  }

  /** To be kept as long as the table's tags stay the same. */
  TableShape of(TaggedTable table) {
    return new TableShape(
        table.name(), this, destination(table.name()), keys.of(table), values.of(table));
  }

  private Destination destination(String table) {
    if (shared == null || !oneDestination) {
      shared =
          new Destination(
              settings.target().kafkaTopic(),
              settings.target(),
              layout.topic(),
              layout.stable(),
              table);
    }
    return shared;
  }

  /** The table that a row of a query topic is of; its name is null if the row does not tell. */
  TableShape ofSelected(Block block, int row) {
    String name =
        tableNameColumn == Layout.NONE ? null : block.column(tableNameColumn).getString(row);
    return selected.computeIfAbsent(name, key -> of(TaggedTable.untagged(key, null)));
  }

  /** Whether rows of one block can be of different tables, and tell so. */
  boolean selectsTableName() {
    return tableNameColumn != Layout.NONE;
  }

  /** The row's time in milliseconds since 1970; null if it has none or is before, as for Kafka. */
  Long timestamp(Block block, int row) {
    if (!timestamped) {
      return null;
    }
    Column column = block.column(0);
    if (column.isNull(row)) {
      return null;
    }
    long millis = Math.floorDiv(column.getLong(row), unitsPerMilli);
    // Kafka refuses a record with a negative timestamp.
    return millis < 0 ? null : millis;
  }
}
