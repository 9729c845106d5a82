package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Text and bytes against the declared lengths. */
final class Texts {

  private static final int BLOB_LENGTH = 4 << 20;
  private static final int JSON_LENGTH = 4095 * 4;

  private Texts() {}

  /** Whether the value is longer than its column or tag may hold. */
  static boolean isTooLong(Object value, ColumnType type) {
    if (value instanceof byte[] bytes) {
      return bytes.length > (isBlob(type.type()) ? BLOB_LENGTH : type.length());
    }
    String text = (String) value;
    return switch (type.type()) {
      case NCHAR -> text.codePointCount(0, text.length()) > type.length();
      case JSON -> text.length() > JSON_LENGTH;
      default -> utf8Length(text) > type.length();
    };
  }

  static boolean isBlob(DataType type) {
    return type == DataType.BLOB || type == DataType.MEDIUMBLOB;
  }

  static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return length;
  }

  /** The bytes a literal stands for, {@code \\x} before hex digits; empty if these are wrong. */
  static Optional<byte[]> binary(String text) {
    if (!text.startsWith("\\x") && !text.startsWith("\\X")) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(HexFormat.of().parseHex(text.substring(2)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
