package io.taosbridge.sinkmatrix;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A row, as text that is the same for the same values.
 *
 * @param time in units of the database's precision
 */
record Stored(String time, String value, String tag) {

  Stored(Object time, Object value, Object tag) {
    this(text(time), text(value), text(tag));
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : Objects.toString(value, "NULL");
  }
}
