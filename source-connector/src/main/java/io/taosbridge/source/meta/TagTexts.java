package io.taosbridge.source.meta;

import io.taosbridge.block.ColumnType;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.source.record.TagField;
import io.taosbridge.source.record.TaggedTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

/** Writes the tags of a table as an event has them. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
final class TagTexts {

  private TagTexts() {}

  static List<TagValue> of(TaggedTable table) {
    List<TagValue> values = new ArrayList<>();
    for (int i = 0; i < table.values().length; i++) {
      TagField tag = table.tags().get(i);
      ColumnType type = FieldSchemas.typeOf(tag.schema());
      values.add(new TagValue(tag.name(), type, text(table.values()[i])));
    }
    return values;
  }

  private static String text(Object value) {
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
