package io.taosbridge.embedded.golden;

import io.taosbridge.block.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The content of blocks in a form that can be compared and printed. */
final class Rows {

  private Rows() {}

  /**
   * Version, flags, and of each column the type and its bytes: what every block of a result has.
   */
  static String header(ByteBuffer block) {
    ByteBuffer bytes = block.slice().order(ByteOrder.LITTLE_ENDIAN);
    int columns = bytes.getInt(12);
    byte[] infos = new byte[5 * columns];
    bytes.get(28, infos);
    return "version "
        + bytes.getInt(0)
        + ", flags "
        + Integer.toHexString(bytes.getInt(16))
        + ", group "
        + bytes.getLong(20)
        + ", trailing "
        + bytes.get(bytes.getInt(4) - 1)
        + ", excess "
        + (bytes.remaining() - bytes.getInt(4))
        + ", columns "
        + HexFormat.of().formatHex(infos);
  }

  /** One text for each row. */
  static List<String> of(ByteBuffer bytes) {
    Block block = Block.wrap(bytes);
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < block.rows(); row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < block.columnCount(); column++) {
        Object value =
            block.column(column).isNull(row) ? null : block.column(column).getObject(row);
        text.append(value instanceof byte[] array ? HexFormat.of().formatHex(array) : value);
        text.append(" | ");
      }
      rows.add(text.toString());
    }
    return rows;
  }

  static List<String> sorted(List<String> rows) {
    List<String> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.naturalOrder());
    return sorted;
  }
}
