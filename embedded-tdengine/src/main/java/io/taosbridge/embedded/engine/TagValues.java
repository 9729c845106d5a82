package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Schema;
import java.util.ArrayList;
import java.util.List;

/** The tags that a statement names, or all of them. */
final class TagValues {

  private TagValues() {}

  /**
   * @param names empty for all tags
   * @throws EngineException 0x2602 for an unknown tag
   */
  static List<ColumnDef> named(Schema tags, List<String> names) {
    if (names.isEmpty()) {
      return tags.columns();
    }
    List<ColumnDef> named = new ArrayList<>();
    for (String name : names) {
      named.add(tags.find(name).orElseThrow(() -> EngineError.INVALID_COLUMN.exception(name)));
    }
    return named;
  }

  /**
   * Values by the tags' numbers.
   *
   * @throws EngineException 0x260D if there are more or fewer values than tags
   */
  static Object[] read(
      Schema tags, List<String> names, List<Insert.Value> values, SqlValues reader) {
    List<ColumnDef> named = named(tags, names);
    if (named.size() != values.size()) {
      throw EngineError.TAGS_NOT_MATCHED.exception();
    }
    Object[] read = new Object[tags.lastId()];
    for (int i = 0; i < values.size(); i++) {
      ColumnDef tag = named.get(i);
      read[tag.id() - 1] = reader.read(values.get(i), tag.type(), tag.name());
    }
    return read;
  }
}
