package io.taosbridge.sink.plan;

import io.taosbridge.client.SortedRows;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.sink.cell.CellWriter;
import io.taosbridge.sink.cell.TooLongException;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.ChildTable;
import io.taosbridge.sink.record.FieldValues;
import io.taosbridge.sink.record.MappedField;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.record.RowBlock;
import io.taosbridge.sink.record.ValueReader;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.table.StableName;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * How records of one shape get into one supertable: worked out once, then applied to each record.
 *
 * @param timestampColumn the name of the primary timestamp
 * @param insertSql an insert whose parameters are the table name, the primary timestamp, the other
 *     columns and the tags
 * @param time reads the primary timestamp
 * @param compositeKey reads the second key column, or null if there is none
 * @param columns every column but the primary timestamp
 * @param tags empty if child tables are not created
 * @param bindable whether values may be bound: the library of a server ends its process when one of
 *     a table's BLOB columns is left out
 * @param untyped fields without a column, of whose type no record has told yet
 */
public record WritePlan(
    StableName stable,
    String timestampColumn,
    String insertSql,
    RowTime time,
    ChildTable table,
    MappedField compositeKey,
    List<Cell> columns,
    List<Cell> tags,
    boolean bindable,
    List<MappedField> untyped,
    Policies policies) {

  private static final int MAX_IN_CACHE = 512;

  /** A value of the record, the column or tag for it, and how to get from one to the other. */
  public record Cell(ValueReader reader, ColumnInfo column, CellWriter writer) {}

  /**
   * What becomes of records that do not fit.
   *
   * @param outOfRange the server does not keep rows of that time
   */
  public record Policies(TooLong tooLong, Verdict outOfRange) {}

  public WritePlan {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
    untyped = List.copyOf(untyped);
  }

  public boolean hasDecimals() {
    return columns.stream().anyMatch(cell -> cell.column().type().type().isDecimal());
  }

  /** Whether this record tells the type of a field that has no column yet. */
  boolean isOutdatedBy(SinkRecord record, Object value) {
    for (MappedField field : untyped) {
      if (field.reader().read(record, value) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * @throws BadRecordException if the record lacks its key, or its table a name
   */
  public Row row(PendingRecord origin, Object value) {
    SinkRecord record = origin.record();
    String name = table.of(record, value);
    long timestamp = time.of(record, value);
    Object second = null;
    if (compositeKey != null) {
      second = compositeKey.reader().read(record, value);
      if (second == null) {
        throw new BadRecordException("the key column `" + compositeKey.name() + "` is NULL");
      }
    }
    return new Row(origin, value, name, timestamp, second, null);
  }

  /**
   * @param to gives the i-th column, the primary timestamp first
   * @throws BadRecordException naming the column that cannot hold its value; what was written is
   *     then spoilt
   */
  public void writeColumns(Row row, IntFunction<? extends ValueAppender> to) {
    to.apply(0).appendLong(row.timestamp());
    for (int i = 0; i < columns.size(); i++) {
      write(columns.get(i), row, to.apply(i + 1));
    }
  }

  /**
   * @param to gives the i-th tag
   * @throws BadRecordException naming the tag that cannot hold its value; what was written is then
   *     spoilt
   */
  public void writeTags(Row row, IntFunction<? extends ValueAppender> to) {
    for (int i = 0; i < tags.size(); i++) {
      write(tags.get(i), row, to.apply(i));
    }
  }

  /**
   * Writes rows column by column.
   *
   * @param to knows how many rows there are of which table
   * @throws BadRecordException naming a column that cannot hold one of its values; what was written
   *     is then spoilt
   */
  public void writeColumns(List<Row> rows, SortedRows to) {
    for (Row row : rows) {
      to.column(0).appendLong(row.timestamp());
    }
    writeAll(columns, rows, i -> to.column(i + 1));
  }

  /**
   * Writes the tags of tables column by column.
   *
   * @param rows one of each table
   * @throws BadRecordException as above
   */
  public void writeTags(List<Row> rows, SortedRows to) {
    writeAll(tags, rows, to::tag);
  }

  /** By blocks of rows whose values stay in the processor's caches from one column to the next. */
  private static void writeAll(List<Cell> cells, List<Row> rows, IntFunction<ValueBuffer> to) {
    int capacity = Math.min(rows.size(), MAX_IN_CACHE);
    RowBlock block = new RowBlock(capacity);
    FieldValues values = new FieldValues(capacity);
    for (int from = 0; from < rows.size(); from += capacity) {
      block.clear();
      for (int i = from; i < Math.min(rows.size(), from + capacity); i++) {
        rows.get(i).addTo(block);
      }
      for (int i = 0; i < cells.size(); i++) {
        write(cells.get(i), block, values, to.apply(i));
      }
    }
  }

  private static void write(Cell cell, RowBlock rows, FieldValues values, ValueBuffer to) {
    try {
      cell.reader().readAll(rows, values);
      cell.writer().writeAll(values, rows.size(), to);
    } catch (BadRecordException | IllegalArgumentException | ClassCastException e) {
      throw BadRecordException.in(cell.column().name(), e);
    }
  }

  private static void write(Cell cell, Row row, ValueAppender to) {
    try {
      Object value = row.read(cell.reader());
      if (value == null) {
        to.appendNull();
      } else {
        cell.writer().write(value, to);
      }
    } catch (BadRecordException | IllegalArgumentException | ClassCastException e) {
      throw BadRecordException.in(cell.column().name(), e);
    }
  }

  /** Tells of each value of a row that is longer than its column, and of the length it needs. */
  void findTooLong(Row row, BiConsumer<ColumnInfo, Integer> found) {
    for (List<Cell> cells : List.of(columns, tags)) {
      for (Cell cell : cells) {
        try {
          write(cell, row, Discarded.INSTANCE);
        } catch (BadRecordException e) {
          if (e.getCause() instanceof TooLongException tooLong) {
            found.accept(cell.column(), tooLong.length());
          }
        }
      }
    }
  }
}
