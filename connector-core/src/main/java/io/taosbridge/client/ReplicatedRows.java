package io.taosbridge.client;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Rows to be written to one table as copies of another database's. */
public final class ReplicatedRows {

  /**
   * A column that no table has. The library keeps what it knows of a table for as long as it lives,
   * under the table's name, and would write to one that was dropped and made anew as if nothing had
   * happened: the rows are lost. It asks again if the columns are not those that it knows. It
   * leaves such a column out, and as it is the last one no other takes its values.
   */
  private static final Field NO_COLUMN = new Field("", ColumnType.of(DataType.BOOL));

  private static final int BLOCK_VERSION = 2;

  private final String table;
  private final List<Field> columns;
  private final BlockBuilder block;

  /**
   * Without rows yet.
   *
   * @param table a child or normal table of the current database, without a BLOB column
   * @param columns the primary timestamp, and those others that the rows have values for
   * @throws io.taosbridge.client.error.InterfaceException if there is a BLOB
   */
  public ReplicatedRows(String table, List<Field> columns) {
    for (Field column : columns) {
      DataType type = column.type().type();
      if (type == DataType.BLOB || type == DataType.MEDIUMBLOB) {
        // Seen on 3.3.7: the fault takes taosAdapter down, or this process.
        throw Errors.invalid(
            "column "
                + column.name()
                + " is a BLOB, which TDengine's client library cannot write as replicated");
      }
    }
    this.table = table;
    this.columns = List.copyOf(columns);
    this.block = new BlockBuilder(fields().stream().map(Field::type).toList());
  }

  public String table() {
    return table;
  }

  /** The columns as the message has them: those given, and one that no table has. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>(columns);
    fields.add(NO_COLUMN);
    return fields;
  }

  /**
   * The column to append to. Times are in the database's precision; each primary key comes once.
   */
  public ColumnBuilder column(int index) {
    return block.column(index);
  }

  /** How many rows are complete. */
  public int size() {
    return block.column(columns.size() - 1).size();
  }

  /** Bytes of the block. */
  public int byteLength() {
    return block.byteLength();
  }

  /** The rows in the form of a subscription's message. */
  public ByteBuffer block() {
    ColumnBuilder last = block.column(columns.size());
    while (last.size() < size()) {
      last.appendNull();
    }
    return block.build(BLOCK_VERSION);
  }
}
