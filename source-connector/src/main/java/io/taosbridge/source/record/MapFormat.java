package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Makes maps without a schema, which are of mutable classes: each row has its own. */
final class MapFormat implements RowFormat {

  private final List<String> names;
  private final FieldReaders readers;
  private final boolean omitNulls;
  private final String tagsField;
  private final MapFormat tags;

  private MapFormat(
      List<RowField> fields,
      FieldTypes types,
      boolean omitNulls,
      String tagsField,
      MapFormat tags) {
    this.names = fields.stream().map(RowField::name).toList();
    this.readers = new FieldReaders(fields, types);
    this.omitNulls = omitNulls;
    this.tagsField = tagsField;
    this.tags = tags;
  }

  static MapFormat of(List<RowField> fields, FieldTypes types, boolean omitNulls) {
    return new MapFormat(fields, types, omitNulls, "", null);
  }

  /** As {@link #of}, with the tags in a field of their own. */
  static MapFormat of(
      List<RowField> fields,
      String tagsField,
      List<RowField> tags,
      FieldTypes types,
      boolean omitNulls) {
    return new MapFormat(fields, types, omitNulls, tagsField, of(tags, types, omitNulls));
  }

  @Override
  public boolean isSure() {
    return readers.areSure();
  }

  @Override
  public RowPart of(TaggedTable table) {
    return new Part(readers.constants(table), tags == null ? null : tags.readers.constants(table));
  }

  private Map<String, Object> map(Block block, int row, Object[] constants) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < readers.count(); i++) {
      Object value = readers.read(i, block, row, constants);
      if (value != null || !omitNulls) {
        map.put(names.get(i), value);
      }
    }
    return map;
  }

  private final class Part implements RowPart {

    private final Object[] constants;
    private final Object[] tagValues;

    Part(Object[] constants, Object[] tagValues) {
      this.constants = constants;
      this.tagValues = tagValues;
    }

    @Override
    public Schema schema() {
      return null;
    }

    @Override
    public Object of(Block block, int row) {
      Map<String, Object> map = map(block, row, constants);
      if (tags != null) {
        map.put(tagsField, tags.map(null, 0, tagValues));
      }
      return map;
    }
  }
}
