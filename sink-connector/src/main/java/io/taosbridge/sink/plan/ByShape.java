package io.taosbridge.sink.plan;

import io.taosbridge.sink.record.MappingOptions;
import io.taosbridge.sink.record.PackedRow;
import io.taosbridge.sink.record.RecordMapper;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * What was worked out for the shapes of one topic's records met so far. Converters hand out the
 * same schema object again and again, so that a look at its identity nearly always finds it.
 */
public final class ByShape<T> {

  private static final int MAX_SHAPES = 1_000;

  private final MappingOptions options;
  private final Function<Schema, T> maker;
  private final IdentityHashMap<Object, T> byIdentity = new IdentityHashMap<>();
  private final Map<Object, T> byContent = new HashMap<>();

  /**
   * @param maker is given the schema of a Struct, or null for a Map
   */
  ByShape(MappingOptions options, Function<Schema, T> maker) {
    this.options = options;
    this.maker = maker;
  }

  /**
   * @param value a Struct or a Map, packed or not
   */
  T of(Object value) {
    if (value instanceof Struct struct) {
      return ofIdentity(struct.schema(), value, struct.schema());
    }
    return value instanceof PackedRow row
        ? ofIdentity(row.identity(), value, row.schema())
        : ofContent(RecordMapper.shape(options, value), null);
  }

  private T ofIdentity(Object identity, Object value, Schema schema) {
    T known = byIdentity.get(identity);
    if (known == null) {
      if (byIdentity.size() >= MAX_SHAPES) {
        byIdentity.clear();
      }
      known = ofContent(RecordMapper.shape(options, value), schema);
      byIdentity.put(identity, known);
    }
    return known;
  }

  private T ofContent(Object shape, Schema schema) {
    T known = byContent.get(shape);
    if (known == null) {
      if (byContent.size() >= MAX_SHAPES) {
        byContent.clear();
      }
      known = maker.apply(schema);
      // A map's keys are those of the map, which its owner may change.
      byContent.put(shape instanceof Set<?> keys ? Set.copyOf(keys) : shape, known);
    }
    return known;
  }
}
