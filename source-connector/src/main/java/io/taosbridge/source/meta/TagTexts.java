package io.taosbridge.source.meta;

import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.source.record.TagField;
import io.taosbridge.source.record.TaggedTable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes the tags of a table as an event has them. */
final class TagTexts {

  private TagTexts() {}

  static List<TagValue> of(TaggedTable table) {
    List<TagValue> values = new ArrayList<>();
    for (int i = 0; i < table.values().length; i++) {
      TagField tag = table.tags().get(i);
      values.add(new TagValue(tag.name(), tag.type(), text(table.values()[i])));
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
    return value.toString();
  }
}
