package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Compression;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/** Changes of metadata as {@code fetch_json_meta} tells them (tmq.md, section 4). */
final class MetaJson {

  static final int ADD_TAG = 1;
  static final int DROP_TAG = 2;
  static final int RENAME_TAG = 3;
  static final int SET_TAG = 4;
  static final int ADD_COLUMN = 5;
  static final int DROP_COLUMN = 6;
  static final int MODIFY_COLUMN = 7;
  static final int MODIFY_TAG = 8;
  static final int OPTIONS = 9;
  static final int RENAME_COLUMN = 10;
  static final int SET_TAGS = 15;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MetaJson() {}

  static ObjectNode createSuper(SuperTable table) {
    ObjectNode json = JSON.objectNode();
    json.put("type", "create").put("tableType", "super").put("tableName", table.name());
    columns(json.putArray("columns"), table.schema());
    ArrayNode tags = json.putArray("tags");
    for (ColumnDef tag : table.tags().columns()) {
      type(tags.addObject(), tag);
    }
    return json;
  }

  static ObjectNode createNormal(String name, Schema schema) {
    ObjectNode json = JSON.objectNode();
    json.put("type", "create").put("tableType", "normal").put("tableName", name);
    columns(json.putArray("columns"), schema);
    json.putArray("tags");
    return json;
  }

  /** What is told of one child table, without what makes it a message. */
  static ObjectNode child(ChildTable table) {
    ObjectNode json = JSON.objectNode();
    Schema tags = table.superTable().tags();
    json.put("tableName", table.name()).put("using", table.superTable().name());
    json.put("tagNum", tags.columns().size());
    ArrayNode values = json.putArray("tags");
    for (ColumnDef tag : tags.columns()) {
      Object value = table.tag(tag.id());
      if (value != null) {
        ObjectNode node = values.addObject();
        node.put("name", tag.name()).put("type", tag.type().type().code());
        value(node, value, tag.type().type());
      }
    }
    return json;
  }

  /**
   * @param child of {@link #child}
   */
  static ObjectNode createChild(ObjectNode child) {
    ObjectNode json = JSON.objectNode().put("type", "create").put("tableType", "child");
    json.setAll(child.deepCopy());
    return json;
  }

  /**
   * @param children of {@link #child}, at least one
   */
  static ObjectNode createChildren(List<ObjectNode> children) {
    ObjectNode json = createChild(children.get(0));
    ArrayNode list = json.putArray("createList");
    if (children.size() > 1) {
      children.forEach(list::add);
    }
    return json;
  }

  static ObjectNode alter(String tableType, String table, int alterType) {
    ObjectNode json = JSON.objectNode();
    json.put("type", "alter").put("tableType", tableType).put("tableName", table);
    return json.put("alterType", alterType);
  }

  /** Adds the column that an alteration is about. */
  static ObjectNode column(ObjectNode json, String name, ColumnType type) {
    json.put("colName", name).put("colType", type.type().code());
    if (hasLength(type)) {
      json.put("colLength", type.length());
    }
    return json;
  }

  /** Adds the value that a tag has now. */
  static ObjectNode tagValue(ObjectNode json, String name, Object value, DataType type) {
    json.put("colName", name);
    if (value != null) {
      json.put("colValue", text(value, type));
    }
    return json.put("colValueNull", value == null);
  }

  static ObjectNode dropSuper(String table) {
    return JSON.objectNode().put("type", "drop").put("tableType", "super").put("tableName", table);
  }

  static ObjectNode drop(List<String> tables) {
    ObjectNode json = JSON.objectNode().put("type", "drop");
    ArrayNode names = json.putArray("tableNameList");
    tables.forEach(names::add);
    return json;
  }

  static ObjectNode delete(String table, String timeColumn, long first, long last) {
    String sql =
        "delete from `%s` where `%s` >= %d and `%s` <= %d"
            .formatted(table, timeColumn, first, timeColumn, last);
    return JSON.objectNode().put("type", "delete").put("sql", sql);
  }

  private static void columns(ArrayNode columns, Schema schema) {
    for (ColumnDef column : schema.columns()) {
      ObjectNode json = columns.addObject();
      type(json, column);
      Compression compression = Compression.of(column.type().type());
      json.put("isPrimarykey", column.primaryKey());
      json.put("encode", compression.encode());
      json.put("compress", compression.compress());
      json.put("level", compression.level());
    }
  }

  private static void type(ObjectNode json, ColumnDef column) {
    json.put("name", column.name()).put("type", column.type().type().code());
    if (hasLength(column.type())) {
      json.put("length", column.type().length());
    } else if (Texts.isBlob(column.type().type())) {
      json.put("length", 1);
    }
  }

  private static boolean hasLength(ColumnType type) {
    return type.length() > 0;
  }

  private static void value(ObjectNode json, Object value, DataType type) {
    if (value instanceof Boolean bool) {
      json.put("value", bool);
    } else if (value instanceof Float || value instanceof Double) {
      json.put("value", ((Number) value).doubleValue());
    } else if (value instanceof BigInteger integer) {
      json.put("value", integer);
    } else if (value instanceof BigDecimal decimal) {
      json.put("value", decimal);
    } else if (value instanceof Number number) {
      json.put("value", number.longValue());
    } else {
      json.put("value", text(value, type));
    }
  }

  /** Texts carry quotes of their own, JSON does not. */
  private static String text(Object value, DataType type) {
    if (value instanceof byte[] bytes) {
      return "\"\\x" + HexFormat.of().withUpperCase().formatHex(bytes) + "\"";
    }
    boolean quoted = type == DataType.VARCHAR || type == DataType.NCHAR;
    return quoted ? "\"" + value + "\"" : value.toString();
  }
}
