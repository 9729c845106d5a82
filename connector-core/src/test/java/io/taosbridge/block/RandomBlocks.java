package io.taosbridge.block;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up columns and values of every type. */
final class RandomBlocks {

  private static final int[] ROW_COUNTS = {0, 1, 2, 7, 8, 9, 15, 16, 17, 64, 65, 300};
  private static final String[] TEXTS = {"", "a", "né", "\u0000", "数据", "😀 x", "{\"k\":null}"};

  private final Random random;

  RandomBlocks(long seed) {
    random = new Random(seed);
  }

  int rows() {
    return ROW_COUNTS[random.nextInt(ROW_COUNTS.length)];
  }

  List<ColumnType> types() {
    List<ColumnType> types = new ArrayList<>();
    for (DataType type : DataType.values()) {
      if (random.nextBoolean()) {
        types.add(columnType(type));
      }
    }
    return types.isEmpty() ? List.of(ColumnType.of(DataType.TIMESTAMP)) : types;
  }

  List<List<Object>> values(List<ColumnType> types, int rows) {
    List<List<Object>> values = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      List<Object> cells = new ArrayList<>();
      types.forEach(type -> cells.add(random.nextInt(4) == 0 ? null : value(type)));
      values.add(cells);
    }
    return values;
  }

  private ColumnType columnType(DataType type) {
    return switch (type) {
      case DECIMAL64 -> ColumnType.decimal(1 + random.nextInt(18), 0);
      case DECIMAL128 -> ColumnType.decimal(19 + random.nextInt(20), random.nextInt(19));
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> ColumnType.of(type, 1 + random.nextInt(100));
      default -> ColumnType.of(type);
    };
  }

  private Object value(ColumnType type) {
    return switch (type.type()) {
      case NULL -> null;
      case BOOL -> random.nextBoolean();
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case INT -> random.nextInt();
      case BIGINT, TIMESTAMP -> random.nextLong();
      case UTINYINT -> (short) random.nextInt(1 << 8);
      case USMALLINT -> random.nextInt(1 << 16);
      case UINT -> random.nextLong() & 0xffff_ffffL;
      case UBIGINT -> new BigInteger(64, random);
      case FLOAT ->
          random.nextInt(9) == 0 ? Float.NaN : Float.valueOf((float) random.nextGaussian());
      case DOUBLE -> random.nextInt(9) == 0 ? -0.0 : random.nextGaussian();
      case DECIMAL64, DECIMAL128 -> decimal(type);
      case VARCHAR, NCHAR, JSON -> TEXTS[random.nextInt(TEXTS.length)];
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        yield bytes;
      }
    };
  }

  private BigDecimal decimal(ColumnType type) {
    BigInteger bound = BigInteger.TEN.pow(type.precision());
    BigInteger unscaled = new BigInteger(128, random).mod(bound);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }
}
