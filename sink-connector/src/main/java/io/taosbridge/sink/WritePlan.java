package io.taosbridge.sink;

import io.taosbridge.client.TableBinding;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.BadRecordException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * How records of one schema get into one supertable: worked out once, then applied to each record.
 *
 * @param insertSql an insert whose parameters are the table name, the primary timestamp, the other
 *     columns and the tags
 * @param timestamp the field that becomes the primary timestamp
 * @param timestampReader reads it in the target database's precision
 * @param compositeKey the field that becomes the second key column, or null if there is none
 * @param columns every column but the primary timestamp
 * @param tags empty if child tables are not created
 */
record WritePlan(
    StableName stable,
    String insertSql,
    Field timestamp,
    ToLongFunction<Object> timestampReader,
    Field compositeKey,
    List<Cell> columns,
    List<Cell> tags) {

  /** A field, the column or tag of this name, and how to get from one to the other. */
  record Cell(Field field, String column, CellWriter writer) {}

  WritePlan {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
  }

  /**
   * @throws BadRecordException if the record lacks its key
   */
  Row row(PendingRecord origin, Struct value, String table) {
    Object time = value.get(timestamp);
    if (time == null) {
      throw new BadRecordException("the primary timestamp `" + timestamp.name() + "` is NULL");
    }
    long key;
    try {
      key = timestampReader.applyAsLong(time);
    } catch (BadRecordException e) {
      throw BadRecordException.in(timestamp.name(), e);
    }
    Object second = null;
    if (compositeKey != null) {
      second = value.get(compositeKey);
      if (second == null) {
        throw new BadRecordException("the key column `" + compositeKey.name() + "` is NULL");
      }
    }
    return new Row(origin, value, table, key, second, null);
  }

  /**
   * @throws BadRecordException naming the column that cannot hold its value; the binding is then
   *     spoilt
   */
  void appendColumns(Row row, TableBinding to) {
    to.column(0).appendLong(row.timestamp());
    for (int i = 0; i < columns.size(); i++) {
      append(columns.get(i), row.value(), to.column(i + 1));
    }
  }

  /**
   * @throws BadRecordException naming the tag that cannot hold its value; the binding is then
   *     spoilt
   */
  void appendTags(Row row, TableBinding to) {
    for (int i = 0; i < tags.size(); i++) {
      append(tags.get(i), row.value(), to.tag(i));
    }
  }

  private static void append(Cell cell, Struct record, ValueBuffer to) {
    Object value = record.get(cell.field());
    if (value == null) {
      to.appendNull();
      return;
    }
    try {
      cell.writer().write(value, to);
    } catch (BadRecordException | IllegalArgumentException e) {
      throw BadRecordException.in(cell.column(), e);
    }
  }
}
