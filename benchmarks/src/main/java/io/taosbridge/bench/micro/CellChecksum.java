package io.taosbridge.bench.micro;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A sum over all cells, the same for both sides: of texts, length and first character count. */
enum CellChecksum {
  /** Texts are left as bytes. */
  BYTES,
  /** Texts become strings. */
  STRINGS;

  long of(Block block) {
    long sum = 0;
    for (int i = 0; i < block.columnCount(); i++) {
      sum += of(block.column(i), block.rows());
    }
    return sum;
  }

  private long of(Column column, int rows) {
    DataType type = column.type().type();
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        sum +=
            switch (type) {
              case FLOAT, DOUBLE -> Double.doubleToLongBits(column.getDouble(row));
              case NCHAR ->
                  this == STRINGS ? of(column.getString(row)) : ofCodePoints(column.getSlice(row));
              case VARCHAR ->
                  this == STRINGS ? of(column.getString(row)) : ofBytes(column.getSlice(row));
              default -> column.getLong(row);
            };
      }
    }
    return sum;
  }

  private static int ofBytes(ByteBuffer text) {
    return text.remaining() + text.get(0);
  }

  private static int ofCodePoints(ByteBuffer text) {
    return text.remaining() / Integer.BYTES + text.getInt(0);
  }

  private static int of(String text) {
    return text.length() + text.charAt(0);
  }

  /** Of columns as the vendor's driver decodes them. */
  long of(List<List<Object>> columns) {
    long sum = 0;
    for (List<Object> column : columns) {
      for (Object cell : column) {
        sum += of(cell);
      }
    }
    return sum;
  }

  private long of(Object cell) {
    if (cell instanceof Boolean truth) {
      return truth ? 1 : 0;
    } else if (cell instanceof Float number) {
      return Double.doubleToLongBits(number);
    } else if (cell instanceof Double number) {
      return Double.doubleToLongBits(number);
    } else if (cell instanceof Number number) {
      return number.longValue();
    } else if (cell instanceof Instant time) {
      return time.toEpochMilli();
    } else if (cell instanceof int[] text) {
      return this == STRINGS ? of(new String(text, 0, text.length)) : text.length + text[0];
    } else if (cell instanceof byte[] text) {
      return this == STRINGS ? of(new String(text, StandardCharsets.UTF_8)) : text.length + text[0];
    } else if (cell == null) {
      return 0;
    }
    throw new IllegalStateException("the driver decodes to " + cell.getClass());
  }
}
