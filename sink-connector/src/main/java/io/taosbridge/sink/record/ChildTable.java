package io.taosbridge.sink.record;

import io.taosbridge.connect.ChildTableNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.sink.SinkRecord;

/** Names the child tables of the records of one shape. */
public final class ChildTable {

  private static final Place OWN = Place.parse("table");

  private final String stable;
  private final List<MappedField> tags;
  private final KnownNames told;
  private final KnownNames ofTags;
  private final boolean hasTemplate;

  /**
   * @param stable the supertable's name
   * @param checked gives the name as a table may have it
   */
  public ChildTable(RecordMapping mapping, String stable, UnaryOperator<String> checked) {
    this.stable = stable;
    this.tags = mapping.tags();
    Optional<PlaceTemplate> template = mapping.options().names().table();
    hasTemplate = template.isPresent();
    told =
        new KnownNames(
            template.map(PlaceTemplate::readers).orElse(List.of(OWN.reader())),
            (record, value) -> checked.apply(told(template, record, value)));
    ofTags =
        new KnownNames(
            tags.stream().map(MappedField::reader).toList(),
            (record, value) -> checked.apply(ofTags(record, value)));
  }

  /**
   * The name, by the template or, without one, the record's own or one made of its tags.
   *
   * @throws BadRecordException if the record has nothing to name it by
   */
  public String of(SinkRecord record, Object value) {
    return hasTemplate || own(record, value) != null
        ? told.of(record, value)
        : ofTags.of(record, value);
  }

  /**
   * The name that is not made of the tags, or null if there is none.
   *
   * @throws BadRecordException if the record lacks what the template asks for
   */
  public static String told(Optional<PlaceTemplate> template, SinkRecord record, Object value) {
    return template.isPresent() ? template.get().fill(record, value) : own(record, value);
  }

  private static String own(SinkRecord record, Object value) {
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
