package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.schemaless.Attribute;
import io.taosbridge.embedded.schemaless.Point;
import io.taosbridge.embedded.schemaless.SchemalessError;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tags and columns that the points of one supertable need (schemaless.md, section 7). */
final class PointColumns {

  static final String TIME = "_ts";

  private static final int MAX_TAGS = 128;
  private static final int MAX_COLUMNS = 4096;
  private static final int EXACT_FROM = 1024;
  private static final int MAX_BYTES = 65517;
  private static final int MAX_CHARACTERS = MAX_BYTES / 4;

  /**
   * @param first the attribute as it came first
   * @param length of the longest value, in bytes
   */
  record Needed(Attribute first, int length) {

    String name() {
      return first.name();
    }

    /** The type to declare: lengths grow by powers of two, and are exact from 1024 on. */
    ColumnType type() {
      DataType type = first.type();
      if (!type.isVariable()) {
        return ColumnType.of(type);
      }
      int wanted = length >= EXACT_FROM ? length : Math.max(1, Integer.highestOneBit(length) * 2);
      int most = type == DataType.NCHAR ? MAX_CHARACTERS : MAX_BYTES;
      return ColumnType.of(type, Math.min(wanted, most));
    }
  }

  private final Map<String, Needed> tags = new LinkedHashMap<>();
  private final Map<String, Needed> fields = new LinkedHashMap<>();
  private boolean empty = true;

  Collection<Needed> tags() {
    return tags.values();
  }

  Collection<Needed> fields() {
    return fields.values();
  }

  /**
   * @throws io.taosbridge.embedded.schemaless.SchemalessException if the point contradicts itself
   *     or those before it
   */
  void add(Point point) {
    if (point.tags().size() > MAX_TAGS) {
      throw SchemalessError.TOO_MANY_TAGS.exception();
    }
    if (point.fields().size() + 1 + point.tags().size() > MAX_COLUMNS) {
      throw SchemalessError.TOO_MANY_COLUMNS.exception();
    }
    checkNames(point.fields());
    if (empty) {
      checkNames(point.tags());
      empty = false;
    }
    addFields(point.fields());
    addTags(point.tags());
  }

  private static void checkNames(List<Attribute> attributes) {
    Set<String> names = new HashSet<>(List.of(TIME));
    for (Attribute attribute : attributes) {
      if (!names.add(attribute.name())) {
        throw SchemalessError.DUPLICATED_COLUMN.exception();
      }
    }
  }

  private void addFields(List<Attribute> attributes) {
    for (Attribute field : attributes) {
      Needed known = fields.get(field.name());
      if (known != null && known.first().type() != field.type()) {
        throw SchemalessError.NOT_SAME_TYPE.at(
            "the type is not the same like before", field.place());
      }
      merge(fields, tags, field);
    }
  }

  private void addTags(List<Attribute> attributes) {
    for (Attribute tag : attributes) {
      merge(tags, fields, tag);
    }
  }

  private static void merge(
      Map<String, Needed> known, Map<String, Needed> others, Attribute attribute) {
    int length = attribute.length();
    Needed needed = known.get(attribute.name());
    if (needed == null && others.containsKey(attribute.name())) {
      throw SchemalessError.DUPLICATED_COLUMN.exception();
    }
    if (needed == null) {
      known.put(attribute.name(), new Needed(attribute, length));
    } else if (length > needed.length()) {
      known.put(attribute.name(), new Needed(needed.first(), length));
    }
  }
}
