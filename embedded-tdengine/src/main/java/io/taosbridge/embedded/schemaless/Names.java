package io.taosbridge.embedded.schemaless;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** How the tables of points are called (schemaless.md, section 6). */
final class Names {

  private static final int MAX_TABLE_BYTES = 192;
  private static final int MAX_COLUMN_BYTES = 64;
  private static final Comparator<Attribute> BY_NAME =
      Comparator.comparing((Attribute tag) -> tag.name().toLowerCase(Locale.ROOT));

  private final String tableNameKey;

  /**
   * @param tableNameKey the tag that names the child table; empty for none
   */
  Names(String tableNameKey) {
    this.tableNameKey = tableNameKey;
  }

  static boolean isTableLength(int bytes) {
    return bytes > 0 && bytes <= MAX_TABLE_BYTES;
  }

  static boolean isColumnLength(int bytes) {
    return bytes > 0 && bytes <= MAX_COLUMN_BYTES;
  }

  /** Names that SQL can take have no dots. */
  private static String withoutDots(String name) {
    return name.replace('.', '_');
  }

  /**
   * @param measurement as it is meant
   * @param written as it is written, escapes included, which goes into the hash
   */
  Point point(
      byte[] measurement,
      byte[] written,
      List<Attribute> tags,
      List<Attribute> fields,
      long nanos) {
    String superTable = withoutDots(new String(measurement, StandardCharsets.UTF_8));
    List<Attribute> others = new ArrayList<>(tags);
    String childTable = takeName(others);
    if (childTable.isEmpty()) {
      childTable = hash(written, others);
    }
    return new Point(superTable, childTable, others, fields, nanos);
  }

  /** Takes the tag that names the child table out of the tags. */
  private String takeName(List<Attribute> tags) {
    if (tableNameKey.isEmpty()) {
      return "";
    }
    for (Attribute tag : tags) {
      if (tag.name().equals(tableNameKey)) {
        if (!(tag.value() instanceof String name)) {
          throw SchemalessError.INVALID_DATA.exception();
        }
        tags.remove(tag);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MAX_TABLE_BYTES);
        return withoutDots(new String(bytes, 0, length, StandardCharsets.UTF_8));
      }
    }
    return "";
  }

  private static String hash(byte[] measurement, List<Attribute> tags) {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
    byte[] name = measurement.clone();
    for (int i = 0; i < name.length; i++) {
      name[i] = name[i] == '.' ? (byte) '_' : name[i];
    }
    md5.update(name);
    List<Attribute> sorted = new ArrayList<>(tags);
    sorted.sort(BY_NAME);
    for (Attribute tag : sorted) {
      md5.update((byte) ',');
      md5.update(tag.name().getBytes(StandardCharsets.UTF_8));
      md5.update((byte) '=');
      md5.update(bytes(tag.value()));
    }
    return "t_" + HexFormat.of().formatHex(md5.digest());
  }

  /** A value as the client library keeps it in memory. */
  private static byte[] bytes(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof Boolean bool) {
      return new byte[] {(byte) (bool ? 1 : 0)};
    }
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (value instanceof Double number) {
      buffer.putDouble(number);
    } else if (value instanceof Float number) {
      buffer.putFloat(number);
    } else if (value instanceof Long number) {
      buffer.putLong(number);
    } else if (value instanceof Integer number) {
      buffer.putInt(number);
    } else if (value instanceof Short number) {
      buffer.putShort(number);
    } else {
      buffer.put((Byte) value);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
