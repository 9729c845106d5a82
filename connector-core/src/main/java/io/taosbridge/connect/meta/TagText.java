package io.taosbridge.connect.meta;

import java.math.BigDecimal;
import java.util.Date;
import java.util.HexFormat;

/** Writes the value of a tag as {@link TagValue} has it. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
public final class TagText {

  private TagText() {}

  /**
   * @param value as a block has it, or as Connect has it; null for NULL
   */
  public static String of(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Date time) {
      return Long.toString(time.getTime());
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value.toString();
  }
}
