package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Makes structs. */
final class StructFormat implements RowFormat {

  private final Schema schema;
  private final Field[] fields;
  private final FieldReaders readers;
  private final StructFormat tags;

  /**
   * @param schema of the fields, and of the tags behind them if they have a field of their own
   * @param tags makes the field of the tags; null if they have none
   */
  private StructFormat(Schema schema, List<RowField> fields, FieldTypes types, StructFormat tags) {
    this.schema = schema;
    this.fields = schema.fields().stream().map(StructFormat::nameless).toArray(Field[]::new);
    this.readers = new FieldReaders(fields, types);
    this.tags = tags;
  }

  /**
   * @param builder of the schema, with all but the fields
   */
  static StructFormat of(SchemaBuilder builder, List<RowField> fields, FieldTypes types) {
    add(builder, fields, types);
    return new StructFormat(builder.build(), fields, types, null);
  }

  /** As {@link #of}, with the tags in a field of their own. */
  static StructFormat of(
      SchemaBuilder builder,
      List<RowField> fields,
      String tagsField,
      List<RowField> tags,
      FieldTypes types) {
    StructFormat inner = of(SchemaBuilder.struct().name(builder.name() + ".Tags"), tags, types);
    add(builder, fields, types);
    builder.field(tagsField, inner.schema);
    return new StructFormat(builder.build(), fields, types, inner);
  }

  /**
   * The same field to put values in. {@link Struct#put} of Kafka 4 makes a text of the name each
   * time, in case the value does not fit: without, structs are made in two thirds of the time and
   * half of the memory.
   */
  private static Field nameless(Field field) {
    return new Field(null, field.index(), field.schema());
  }

  private static void add(SchemaBuilder builder, List<RowField> fields, FieldTypes types) {
    for (RowField field : fields) {
      builder.field(field.name(), types.of(field).schema());
    }
  }

  @Override
  public boolean isSure() {
    return readers.areSure();
  }

  @Override
  public RowPart of(TaggedTable table) {
    if (readers.areConstant() && tags == null) {
      return new SamePart(schema, struct(null, 0, readers.constants(table)));
    }
    return new Part(
        readers.constants(table),
        tags == null ? null : tags.struct(null, 0, tags.readers.constants(table)));
  }

  private Struct struct(Block block, int row, Object[] constants) {
    Struct struct = new Struct(schema);
    for (int i = 0; i < readers.count(); i++) {
      struct.put(fields[i], readers.read(i, block, row, constants));
    }
    return struct;
  }

  private final class Part implements RowPart {

    private final Object[] constants;
    private final Struct tagValues;

    Part(Object[] constants, Struct tagValues) {
      this.constants = constants;
      this.tagValues = tagValues;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Object of(Block block, int row) {
      Struct struct = struct(block, row, constants);
      if (tagValues != null) {
        struct.put(fields[fields.length - 1], tagValues);
      }
      return struct;
    }
  }
}
