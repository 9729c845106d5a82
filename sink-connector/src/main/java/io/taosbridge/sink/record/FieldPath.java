package io.taosbridge.sink.record;

import io.taosbridge.sink.pending.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The way to a value inside structs and maps, such as {@code sensor.location.city}. A field whose
 * own name has the dots comes first.
 */
final class FieldPath {

  /** A path cut at one of its dots. */
  private record Split(String head, FieldPath tail) {}

  /** Where the path leads in structs of one schema; steps are null if it leads nowhere. */
  private record Route(Schema schema, List<Field> steps, FieldPath insideMap) {}

  private final String path;
  private final List<Split> splits = new ArrayList<>();
  // Converters hand out the same schema object again and again.
  private Route last = new Route(null, null, null);

  FieldPath(String path) {
    this.path = path;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      splits.add(new Split(path.substring(0, dot), new FieldPath(path.substring(dot + 1))));
    }
  }

  /** The value in a Struct or Map; null if there is none. */
  Object read(Object container) {
    if (container instanceof Struct struct) {
      return read(struct);
    }
    return container instanceof Map<?, ?> map ? read(map) : null;
  }

  private Object read(Struct struct) {
    Route route = last;
    if (route.schema != struct.schema()) {
      route = route(struct.schema());
      last = route;
    }
    if (route.steps == null) {
      return null;
    }
    Object value = struct;
    for (Field step : route.steps) {
      if (value == null) {
        return null;
      }
      value = ((Struct) value).get(step);
    }
    return route.insideMap == null ? value : route.insideMap.read(value);
  }

  private Object read(Map<?, ?> map) {
    Object value = map.get(path);
    if (value != null) {
      return value;
    }
    for (Split split : splits) {
      Object found = split.tail.read(map.get(split.head));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private Route route(Schema schema) {
    Field whole = schema.field(path);
    if (whole != null) {
      return new Route(schema, List.of(whole), null);
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
