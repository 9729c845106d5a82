package io.taosbridge.bench.micro;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Field;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Rows of a supertable of electricity meters: 12 columns of mixed types, a tenth of them NULL. */
public final class Meters {

  public static final int ROWS = 4_096;

  private static final int NULL_IN = 10;
  private static final long FIRST_MILLISECOND = 1_700_000_000_000L;

  private static final List<Field> COLUMNS =
      List.of(
          new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
          new Field("current", ColumnType.of(DataType.FLOAT)),
          new Field("voltage", ColumnType.of(DataType.INT)),
          new Field("phase", ColumnType.of(DataType.DOUBLE)),
          new Field("counter", ColumnType.of(DataType.BIGINT)),
          new Field("ok", ColumnType.of(DataType.BOOL)),
          new Field("state", ColumnType.of(DataType.VARCHAR, 16)),
          new Field("note", ColumnType.of(DataType.NCHAR, 8)),
          new Field("level", ColumnType.of(DataType.SMALLINT)),
          new Field("flags", ColumnType.of(DataType.TINYINT)),
          new Field("power", ColumnType.of(DataType.DOUBLE)),
          new Field("changed", ColumnType.of(DataType.TIMESTAMP)));

  private Meters() {}

  /** The columns, in table order. */
  public static List<Field> columns() {
    return COLUMNS;
  }

  /** The columns as SQL declares them. */
  static String declarations() {
    return COLUMNS.stream()
        .map(column -> column.name() + " " + column.type().toSql())
        .collect(Collectors.joining(", "));
  }

  /** A block of {@link #ROWS} rows in wire form. */
  public static ByteBuffer block() {
    return block(ROWS);
  }

  /** A block of so many rows in wire form. */
  static ByteBuffer block(int rows) {
    SplittableRandom random = new SplittableRandom(42);
    BlockBuilder builder = new BlockBuilder(COLUMNS.stream().map(Field::type).toList());
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS.size(); column++) {
        ColumnBuilder cells = builder.column(column);
        if (column > 0 && random.nextInt(NULL_IN) == 0) {
          cells.appendNull();
        } else {
          cells.append(value(COLUMNS.get(column), row, random));
        }
      }
    }
    return builder.build(1);
  }

  /** A value of a column, of the kind that Java has for its type; milliseconds for a TIMESTAMP. */
  static Object value(Field column, int row, SplittableRandom random) {
    DataType type = column.type().type();
    return switch (type) {
      case TIMESTAMP -> FIRST_MILLISECOND + row;
      case FLOAT -> (float) random.nextDouble(30);
      case INT -> random.nextInt(180, 260);
      case DOUBLE -> random.nextDouble(1_000);
      case BIGINT -> random.nextLong();
      case BOOL -> random.nextBoolean();
      case VARCHAR -> "state-" + random.nextInt(1_000);
      case NCHAR -> "é" + random.nextInt(1_000);
      case SMALLINT -> (short) random.nextInt(-1_000, 1_000);
      case TINYINT -> (byte) random.nextInt(-100, 100);
      default -> throw new IllegalArgumentException("no values of " + type);
    };
  }
}
