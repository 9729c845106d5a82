package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.connect.ChildTableNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How tables are called (schemaless.md, section 6).
 *
 * @param tableNameKey the tag that names the child table, and is then none of its tags; empty for
 *     none
 * @param delimiter what joins the values of the tags to the name of the child table, unless there
 *     is a table name key; empty for a hash
 */
public record TableNaming(String tableNameKey, String delimiter) {

  /** Child tables are named by a hash of their tags. */
  public static final TableNaming BY_HASH = new TableNaming("", "");

  private static final int MAX_TABLE_BYTES = 192;

  /**
   * @throws BadPointException if no supertable can have this name
   */
  static String supertable(byte[] name) {
    if (name.length < 1 || name.length > MAX_TABLE_BYTES) {
      throw new BadPointException(
          "the measurement has "
              + name.length
              + " bytes, where a supertable's name has 1 to "
              + MAX_TABLE_BYTES);
    }
    return withoutDots(new String(name, StandardCharsets.UTF_8));
  }

  private static String withoutDots(String name) {
    return name.replace('.', '_');
  }

  /**
   * @param written the supertable's name as it is written, escapes included
   * @param tags from which the one that names the table is taken out
   */
  String childTable(byte[] written, List<Tag> tags) {
    String name = tableNameKey.isEmpty() ? joined(tags) : taken(tags);
    return name.isEmpty() ? hashed(written, tags) : name;
  }

  private String joined(List<Tag> tags) {
    if (delimiter.isEmpty()) {
      return "";
    }
    int length = delimiter.length() * (tags.size() - 1);
    StringJoiner joined = new StringJoiner(delimiter);
    for (Tag tag : tags) {
      length += tag.bytes().length;
      joined.add(new String(tag.bytes(), StandardCharsets.UTF_8));
    }
    return length > MAX_TABLE_BYTES ? "" : withoutDots(joined.toString());
  }

  private String taken(List<Tag> tags) {
    for (Tag tag : tags) {
      if (tag.name().equals(tableNameKey)) {
        boolean text = tag.type() == DataType.NCHAR || tag.type() == DataType.VARCHAR;
        if (!text) {
          throw new BadPointException(
              "tag `" + tableNameKey + "` names the child table, but is not text");
        }
        tags.remove(tag);
        int length = Math.min(tag.length(), MAX_TABLE_BYTES);
        return withoutDots(new String(tag.bytes(), 0, length, StandardCharsets.UTF_8));
      }
    }
    return "";
  }

  private static String hashed(byte[] written, List<Tag> tags) {
    Map<String, byte[]> values = new HashMap<>();
    tags.forEach(tag -> values.put(tag.name(), tag.bytes()));
    String stable = withoutDots(new String(written, StandardCharsets.UTF_8));
    return ChildTableNames.ofTags(stable, values);
  }
}
