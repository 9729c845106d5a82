package io.taosbridge.sink.record;

import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads a value that is not inside of others. */
abstract class FieldReader implements ValueReader {

  /** Where the value is in a packed row; negative if there is none. */
  abstract int index(RowShape shape);

  /** The same for a value that is not packed. */
  abstract Object read(Object value);

  @Override
  public final Object read(SinkRecord record, Object value) {
    if (!(value instanceof PackedRow row)) {
      return read(value);
    }
    int index = index(row.shape());
    return index < 0 ? null : row.get(index);
  }

  @Override
  public final void read(SinkRecord record, Object value, FieldValues to, int at) {
    if (!(value instanceof PackedRow row)) {
      to.set(at, read(value));
      return;
    }
    int index = index(row.shape());
    if (index < 0) {
      to.set(at, null);
    } else {
      row.read(index, to, at);
    }
  }

  @Override
  public final void readAll(RowBlock rows, FieldValues to) {
    int index = rows.shape() == null ? -1 : index(rows.shape());
    if (index < 0) {
      rows.read(this, to);
    } else {
      rows.readPacked(index, to);
    }
  }

  /** Of Structs of one schema. */
  static final class OfStruct extends FieldReader {

    private final Field field;

    OfStruct(Field field) {
      this.field = field;
    }

    @Override
    int index(RowShape shape) {
      return field.index();
    }

    @Override
    Object read(Object value) {
      return ((Struct) value).get(field);
    }
  }

  /** Of maps, remembering where it was. */
  static final class OfMap extends FieldReader {

    private record Place(RowShape shape, int index) {}

    private final String name;
    private Place last = new Place(null, 0);

    OfMap(String name) {
      this.name = name;
    }

    @Override
    int index(RowShape shape) {
      Place place = last;
      if (place.shape != shape) {
        place = new Place(shape, shape.index(name));
        last = place;
      }
      return place.index;
    }

    @Override
    Object read(Object value) {
      return ((Map<?, ?>) value).get(name);
    }
  }
}
