package io.taosbridge.sink.record;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.connect.sink.SinkRecord;

/** What was in a map that has no values inside of others; readers remember where theirs is. */
public final class FlatMap extends AbstractMap<String, Object> {

  private final MapShape shape;
  private final Object[] values;

  FlatMap(MapShape shape, Object[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * What nearly all maps of a topic share, as Structs do their schema: to be compared by identity.
   */
  public Object shape() {
    return shape;
  }

  /** Reads the value of one name, remembering where it was. */
  static final class Reader implements ValueReader {

    private record Place(MapShape shape, int index) {}

    private final String name;
    private Place last = new Place(null, 0);

    Reader(String name) {
      this.name = name;
    }

    @Override
    public Object read(SinkRecord record, Object value) {
      if (!(value instanceof FlatMap flat)) {
        return ((Map<?, ?>) value).get(name);
      }
      Place place = last;
      if (place.shape != flat.shape) {
        Integer index = flat.shape.index(name);
        if (index == null) {
          return null;
        }
        place = new Place(flat.shape, index);
        last = place;
      }
      return flat.values[place.index];
    }
  }

  @Override
  public Object get(Object name) {
    Integer index = shape.index(name);
    return index == null ? null : values[index];
  }

  @Override
  public boolean containsKey(Object name) {
    return shape.index(name) != null;
  }

  @Override
  public Set<String> keySet() {
    return shape.set();
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return IntStream.range(0, values.length)
            .<Map.Entry<String, Object>>mapToObj(
                i -> new SimpleImmutableEntry<>(shape.names().get(i), values[i]))
            .iterator();
      }
    };
  }
}
