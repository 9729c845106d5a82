package io.taosbridge.contract;

import io.taosbridge.block.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Values that nobody thought of, NULL among them. */
final class RandomValues {

  private static final Logger LOG = LoggerFactory.getLogger(RandomValues.class);
  private static final String SEED = "contract.seed";

  private final Random random;

  private RandomValues(long seed) {
    random = new Random(seed);
  }

  /**
   * Rows of values of these types; -Dcontract.seed repeats what the log of an earlier run names.
   */
  static List<List<Object>> rows(List<String> types, int count) {
    long seed = Long.getLong(SEED, System.nanoTime());
    LOG.info("generated rows: -D{}={}", SEED, seed);
    RandomValues values = new RandomValues(seed);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(values.row(types));
    }
    return rows;
  }

  private List<Object> row(List<String> types) {
    List<Object> row = new ArrayList<>();
    for (String type : types) {
      row.add(random.nextInt(8) == 0 ? null : value(ColumnType.parse(type)));
    }
    return row;
  }

  private Object value(ColumnType type) {
    return switch (type.type()) {
      case BOOL -> random.nextBoolean();
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case INT -> random.nextInt();
      case BIGINT, TIMESTAMP -> random.nextLong() >> random.nextInt(Long.SIZE);
      case UTINYINT -> (short) random.nextInt(1 << 8);
      case USMALLINT -> random.nextInt(1 << 16);
      case UINT -> random.nextLong(1L << 32);
      case UBIGINT -> new BigInteger(64, random);
      case FLOAT -> Float.intBitsToFloat(random.nextInt());
      case DOUBLE -> Double.longBitsToDouble(random.nextLong());
      case DECIMAL64, DECIMAL128 -> decimal(type.precision(), type.scale());
      case VARCHAR -> text(type.length() / 4);
      case NCHAR -> text(type.length());
      case VARBINARY -> bytes(type.length());
      case BLOB -> bytes(1 + random.nextInt(1000));
      case GEOMETRY -> point();
      default -> throw new IllegalArgumentException("no values of " + type);
    };
  }

  private BigDecimal decimal(int precision, int scale) {
    BigInteger digits = new BigInteger(128, random).mod(BigInteger.TEN.pow(precision));
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale);
  }

  private String text(int maxCodePoints) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(Math.min(maxCodePoints, 200) + 1);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(codePoint());
    }
    return text.toString();
  }

  /** Anything but NUL, which ends text in C, and halves of pairs, which are no characters. */
  private int codePoint() {
    while (true) {
      int codePoint =
          random.nextBoolean()
              ? random.nextInt(1, 0x80)
              : random.nextInt(1, Character.MAX_CODE_POINT + 1);
      if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
        return codePoint;
      }
    }
  }

  private byte[] bytes(int maxLength) {
    byte[] bytes = new byte[1 + random.nextInt(maxLength)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] point() {
    return ByteBuffer.allocate(21)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putInt(1)
        .putDouble(random.nextDouble(-180, 180))
        .putDouble(random.nextDouble(-90, 90))
        .array();
  }
}
