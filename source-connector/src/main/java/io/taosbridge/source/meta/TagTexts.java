package io.taosbridge.source.meta;

import io.taosbridge.connect.meta.TagText;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.source.record.TagField;
import io.taosbridge.source.record.TaggedTable;
import java.util.ArrayList;
import java.util.List;

/** Writes the tags of a table as an event has them. */
final class TagTexts {

  private TagTexts() {}

  static List<TagValue> of(TaggedTable table) {
    List<TagValue> values = new ArrayList<>();
    for (int i = 0; i < table.values().length; i++) {
      TagField tag = table.tags().get(i);

      values.add(new TagValue(tag.name(), tag.type(), TagText.of(table.values()[i])));
    }
    return values;
  }
}
