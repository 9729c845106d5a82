package io.taosbridge.sink.record;

import io.taosbridge.connect.ChildTableNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Names the child tables of the records of one shape. */
public final class ChildTable {

  private static final Place OWN = Place.parse("table");

  private final String stable;
  private final List<MappedField> tags;
  private final Optional<PlaceTemplate> template;

  /**
   * @param stable the supertable's name
   */
  public ChildTable(RecordMapping mapping, String stable) {
    this.stable = stable;
    this.tags = mapping.tags();
    this.template = mapping.options().names().table();
  }

  /**
   * The name, by the template or, without one, the record's own or one made of its tags.
   *
   * @throws BadRecordException if the record has nothing to name it by
   */
  public String of(SinkRecord record, Object value) {
    String told = told(template, record, value);
    return told == null ? ofTags(record, value) : told;
  }

  /**
   * The name that is not made of the tags, or null if there is none.
   *
   * @throws BadRecordException if the record lacks what the template asks for
   */
  public static String told(Optional<PlaceTemplate> template, SinkRecord record, Object value) {
    if (template.isPresent()) {
      return template.get().fill(record, value);
    }
    Object own = OWN.reader().read(record, value);
    return own instanceof String name && !name.isEmpty() ? name : null;
  }

  private String ofTags(SinkRecord record, Object value) {
    Map<String, byte[]> texts = new HashMap<>();
    for (MappedField tag : tags) {
      Object held = tag.reader().read(record, value);
      if (held != null) {
        texts.put(tag.name(), Texts.of(held).getBytes(StandardCharsets.UTF_8));
      }
    }
    if (texts.isEmpty()) {
      throw new BadRecordException(
          "the record names no child table, and has no tags to name one by: see "
              + NameOptions.TABLE
              + " and "
              + FieldOptions.TAGS);
    }
    return ChildTableNames.ofTags(stable, texts);
  }
}
