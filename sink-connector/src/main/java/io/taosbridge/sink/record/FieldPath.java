package io.taosbridge.sink.record;

import io.taosbridge.sink.pending.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The way to a value inside structs and maps, such as {@code sensor.location.city}. A field whose
 * own name has the dots comes first.
 */
final class FieldPath implements ValueReader {

  /** A path cut at one of its dots. */
  private record Split(String head, FieldPath tail) {}

  /** Where the path leads in structs of one schema; steps are null if it leads nowhere. */
  private record Route(Schema schema, List<Field> steps, FieldPath insideMap) {}

  private final String path;
  private final FieldReader whole;
  private final List<Split> splits = new ArrayList<>();
  // Converters hand out the same schema object again and again.
  private Route last = new Route(null, null, null);

  FieldPath(String path) {
    this.path = path;
    whole = new FieldReader.OfMap(path);
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      splits.add(new Split(path.substring(0, dot), new FieldPath(path.substring(dot + 1))));
    }
  }

  @Override
  public Object read(SinkRecord record, Object value) {
    return read(value);
  }

  @Override
  public void read(SinkRecord record, Object value, FieldValues to, int at) {
    int index = value instanceof PackedRow row ? whole.index(row.shape()) : -1;
    if (index < 0) {
      to.set(at, read(value));
    } else {
      ((PackedRow) value).read(index, to, at);
    }
  }

  /** The value in a Struct or Map, packed or not; null if there is none. */
  Object read(Object container) {
    if (container instanceof PackedRow row) {
      return row.schema() == null ? readMap(row) : readStruct(row);
    }
    if (container instanceof Struct struct) {
      return read(struct);
    }
    return container instanceof Map<?, ?> map ? read(map) : null;
  }

  private Object read(Struct struct) {
    Route route = routeOf(struct.schema());
    return route.steps == null ? null : follow(route, struct.get(route.steps.get(0)));
  }

  private Object readStruct(PackedRow struct) {
    Route route = routeOf(struct.schema());
    return route.steps == null ? null : follow(route, struct.get(route.steps.get(0).index()));
  }

  private Route routeOf(Schema schema) {
    Route route = last;
    if (route.schema != schema) {
      route = route(schema);
      last = route;
    }
    return route;
  }

  /** Goes on from the value behind the first step. */
  private static Object follow(Route route, Object first) {
    Object value = first;
    for (int i = 1; i < route.steps.size() && value != null; i++) {
      value = ((Struct) value).get(route.steps.get(i));
    }
    return route.insideMap == null ? value : route.insideMap.read(value);
  }

  private Object read(Map<?, ?> map) {
    return inMap(map.get(path), map::get);
  }

  private Object readMap(PackedRow map) {
    return inMap(whole.read(null, map), map::get);
  }

  private Object inMap(Object value, Function<String, Object> map) {
    if (value != null) {
      return value;
    }
    for (Split split : splits) {
      Object found = split.tail.read(map.apply(split.head));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Route route(Schema schema) {
    Field direct = schema.field(path);
    if (direct != null) {
      return new Route(schema, List.of(direct), null);
    }
    for (Split split : splits) {
      Field head = schema.field(split.head);
      if (head != null && head.schema().type() == Schema.Type.MAP) {
        return new Route(schema, List.of(head), split.tail);
      }
      if (head != null && head.schema().type() == Schema.Type.STRUCT) {
        Route rest = split.tail.route(head.schema());
        if (rest.steps != null) {
          List<Field> steps = new ArrayList<>();
          steps.add(head);
          steps.addAll(rest.steps);
          return new Route(schema, List.copyOf(steps), rest.insideMap);
        }
      }
    }
    return new Route(schema, null, null);
  }

  /** The schema of what is there; null if the path leads nowhere. */
  Schema schema(Schema struct) {
    Route route = route(struct);
    if (route.steps == null) {
      return null;
    }
    Schema end = route.steps.get(route.steps.size() - 1).schema();
    return route.insideMap == null ? end : end.valueSchema();
  }

  @Override
  public String toString() {
    return path;
  }
}
