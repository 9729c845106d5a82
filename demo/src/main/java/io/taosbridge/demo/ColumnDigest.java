package io.taosbridge.demo;

import io.taosbridge.block.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** A checksum over the values of a column in their order, in which NULL differs from any value. */
final class ColumnDigest {

  private static final byte NULL = 0;
  private static final byte NUMBER = 1;
  private static final byte TEXT = 2;

  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES);

  void add(Column column, int row) {
    bytes.clear();
    if (column.isNull(row)) {
      bytes.put(NULL);
    } else {
      switch (column.type().type()) {
        case FLOAT, DOUBLE -> number(Double.doubleToLongBits(column.getDouble(row)));
        case TIMESTAMP -> number(column.getLong(row));
        case VARCHAR -> {
          byte[] text = column.getString(row).getBytes(StandardCharsets.UTF_8);
          bytes.put(TEXT).putLong(text.length);
          checksum.update(bytes.flip());
          checksum.update(text);
          return;
        }
        default -> throw new IllegalArgumentException("no checksum for " + column.type());
      }
    }
    checksum.update(bytes.flip());
  }

  long value() {
    return checksum.getValue();
  }

  private void number(long bits) {
    bytes.put(NUMBER).putLong(bits);
  }
}
