package io.taosbridge.sink.record;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.record.FieldOptions.Assignment;
import io.taosbridge.sink.record.FieldOptions.Nested;
import io.taosbridge.sink.record.TimestampOptions.Missing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** Works out, from the first record of a shape, how such records become rows. */
public final class RecordMapper {

  /** The primary timestamp where no field gives it a name. */
  private static final String DEFAULT_TIMESTAMP = "ts";

  private final MappingOptions options;
  private final SinkRecord record;
  private final Object value;
  private final Schema schema;
  private final Set<String> tagPaths;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  private RecordMapper(MappingOptions options, SinkRecord record, Object value) {
    this.options = options;
    this.record = record;
    this.value = value;
    this.schema = Shapes.schemaOf(value);
    this.tagPaths =
        fields().tags().stream()
            .filter(tag -> tag.template() == null)
            .map(Assignment::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param record the first of the shape
   * @param value its value or, if that is a list, one of its elements: a Struct or a Map, packed or
   *     not
   * @throws BadRecordException if no record of this shape can become a row
   */
  public static RecordMapping map(MappingOptions options, SinkRecord record, Object value) {
    return new RecordMapper(options, record, PackedRow.unpacked(value)).map();
  }

  /**
   * What records that are mapped alike have in common: the schema of a Struct, the paths of the
   * values in a Map.
   */
  public static Object shape(MappingOptions options, Object value) {
    Schema schema = Shapes.schemaOf(value);
    return schema != null
        ? schema
        : MapLeaves.shape(
            (Map<?, ?>) PackedRow.unpacked(value), options.fields().nested() == Nested.FLATTEN);
  }

  private FieldOptions fields() {
    return options.fields();
  }

  private RecordMapping map() {
    findLeaves();
    MappedField timestamp = timestamp();
    List<MappedField> columns = new ArrayList<>();
    List<MappedField> tags = new ArrayList<>();
    for (Leaf leaf : leaves.values()) {
      if (isTag(leaf)) {
        requireColumn(leaf);
        tags.add(mapped(leaf, true));
      } else if (isIncluded(leaf) && !(leaf.nested() && fields().nested() == Nested.IGNORE)) {
        requireColumn(leaf);
        columns.add(mapped(leaf, false));
      }
    }
    fields().columns().forEach(column -> columns.add(assigned(column, false)));
    fields().tags().stream()
        .filter(tag -> tag.template() != null)
        .forEach(tag -> tags.add(assigned(tag, true)));
    requireDistinct(timestamp, columns, tags);
    return new RecordMapping(options, timestamp, columns, tags, unit());
  }

  private void findLeaves() {
    boolean flatten = fields().nested() == Nested.FLATTEN;
    List<Leaf> all =
        schema == null
            ? MapLeaves.of((Map<?, ?>) value, flatten)
            : StructLeaves.of(schema, flatten);
    for (Leaf leaf : all) {
      boolean excluded = fields().exclude().stream().anyMatch(leaf::isAtOrBelow);
      if (!excluded && !leaf.dotted().equals(RecordNames.TABLE_FIELD)) {
        leaves.put(leaf.dotted(), leaf);
      }
    }
    tagPaths.forEach(this::addPath);
    fields().include().forEach(this::addPath);
  }

  /** A value that is named by its path is there, though it may be inside of others. */
  private void addPath(String dotted) {
    if (leaves.containsKey(dotted) || !dotted.contains(".")) {
      return;
    }
    Leaf found = leafAt(dotted);
    if (found != null) {
      leaves.put(dotted, found);
    }
  }

  /** Null if the path leads nowhere, or to a struct that is flattened. */
  private Leaf leafAt(String dotted) {
    FieldPath path = new FieldPath(dotted);
    List<String> names = List.of(dotted.split("\\."));
    if (schema == null) {
      return new Leaf(names, null, path.read(value), false, path);
    }
    Schema end = path.schema(schema);
    return end == null || end.type() == Schema.Type.STRUCT
        ? null
        : new Leaf(names, end, null, !end.type().isPrimitive(), path);
  }

  private boolean isTag(Leaf leaf) {
    return tagPaths.contains(leaf.dotted())
        || "true".equals(Shapes.parameter(leaf.schema(), SchemaParameters.TAG));
  }

  private boolean isIncluded(Leaf leaf) {
    return fields().include().isEmpty() || fields().include().stream().anyMatch(leaf::isAtOrBelow);
  }

  private void requireColumn(Leaf leaf) {
    if (leaf.nested()) {
      throw new BadRecordException(
          String.format(
              "field `%s` is %s, which no column holds: set %s=flatten or %s=ignore, name the"
                  + " fields inside with %s, or leave it out with %s",
              leaf.dotted(),
              leaf.schema() == null ? "no single value" : "of type " + leaf.schema().type(),
              FieldOptions.NESTED,
              FieldOptions.NESTED,
              FieldOptions.INCLUDE,
              FieldOptions.EXCLUDE));
    }
  }

  private MappedField timestamp() {
    TimestampOptions time = options.timestamp();
    if (time.isTemplate()) {
      return assigned(new Assignment(DEFAULT_TIMESTAMP, PlaceTemplate.parse(time.field())), false);
    }
    Leaf leaf = time.field().isEmpty() ? defaultTimestamp() : leaves.get(time.field());
    if (leaf == null && time.field().contains(".")) {
      leaf = leafAt(time.field());
    }
    if (leaf != null) {
      leaves.remove(leaf.dotted());
      return mapped(leaf, false);
    }
    return missingTimestamp(time);
  }

  private Leaf defaultTimestamp() {
    if (schema == null) {
      return leaves.get(DEFAULT_TIMESTAMP);
    }
    return leaves.values().stream().filter(leaf -> !isTag(leaf)).findFirst().orElse(null);
  }

  private MappedField missingTimestamp(TimestampOptions time) {
    String name = time.field().isEmpty() ? DEFAULT_TIMESTAMP : columnName(time.field());
    if (time.missing() == Missing.DLQ || time.missing() == Missing.FAIL) {
      throw new BadRecordException(
          time.field().isEmpty() && schema != null
              ? "the record has no field for the primary timestamp"
              : "the record has no field `"
                  + (time.field().isEmpty() ? DEFAULT_TIMESTAMP : time.field())
                  + "` for the primary timestamp, see "
                  + TimestampOptions.FIELD,
          time.missing() == Missing.FAIL ? Verdict.FAIL : Verdict.DLQ,
          Reason.NO_TIMESTAMP);
    }
    return new MappedField(
        name,
        name,
        false,
        Timestamp.SCHEMA,
        new MappedField.Told(null, null, null),
        (r, v) -> null);
  }

  private MappedField mapped(Leaf leaf, boolean tag) {
    String name = columnName(leaf);
    return new MappedField(
        name,
        leaf.dotted(),
        tag,
        leaf.schema(),
        new MappedField.Told(fields().types().get(name), null, leaf.sample()),
        leaf.reader());
  }

  private MappedField assigned(Assignment assignment, boolean tag) {
    PlaceTemplate template = assignment.template();
    Schema promised = template.schema(schema);
    Schema seen = promised == null ? template.sampleSchema(record) : null;
    Object sample = promised == null ? template.reader().read(record, value) : null;
    return new MappedField(
        assignment.name(),
        template.toString(),
        tag,
        promised,
        new MappedField.Told(fields().types().get(assignment.name()), seen, sample),
        template.reader());
  }

  private String columnName(Leaf leaf) {
    String renamed = fields().rename().get(leaf.dotted());
    return renamed == null ? String.join(fields().delimiter(), leaf.path()) : renamed;
  }

  private String columnName(String dotted) {
    String renamed = fields().rename().get(dotted);
    return renamed == null ? dotted.replace(".", fields().delimiter()) : renamed;
  }

  private static void requireDistinct(
      MappedField timestamp, List<MappedField> columns, List<MappedField> tags) {
    Map<String, MappedField> byName = new HashMap<>();
    byName.put(timestamp.name(), timestamp);
    for (List<MappedField> fields : List.of(columns, tags)) {
      for (MappedField field : fields) {
        MappedField other = byName.put(field.name(), field);
        if (other != null) {
          throw new BadRecordException(
              String.format(
                  "`%s` and `%s` both go to column `%s`: rename one with %s",
                  other.source(), field.source(), field.name(), FieldOptions.RENAME));
        }
      }
    }
  }

  private EpochUnit unit() {
    String symbol = Shapes.parameter(schema, SchemaParameters.PRECISION);
    try {
      return symbol == null ? options.timestamp().unit() : EpochUnit.of(Precision.ofSymbol(symbol));
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          "schema parameter " + SchemaParameters.PRECISION + ": " + e.getMessage(), e);
    }
  }
}
