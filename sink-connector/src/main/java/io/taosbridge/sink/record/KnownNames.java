package io.taosbridge.sink.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The names that were made of records' values so far, by these values: a name is put together or
 * hashed, and checked, once for each table and not for each record. From records to the frame of a
 * bind, that gave twice the rate where tables are named by a hash of their tags.
 */
final class KnownNames {

  private static final int MAX = 100_000;

  private final List<ValueReader> readers;
  private final BiFunction<SinkRecord, Object, String> maker;
  private final Map<FieldValues, String> known = new HashMap<>();
  private final FieldValues wanted;

  /**
   * @param readers of all that the name is made of
   * @param maker makes the name
   */
  KnownNames(List<ValueReader> readers, BiFunction<SinkRecord, Object, String> maker) {
    this.readers = List.copyOf(readers);
    this.maker = maker;
    wanted = new FieldValues(readers.size());
  }

  /** The name for a record; the same object again where it is the same name. */
  String of(SinkRecord record, Object value) {
    for (int i = 0; i < readers.size(); i++) {
      readers.get(i).read(record, value, wanted, i);
      if (!isKept(i)) {
        return maker.apply(record, value);
      }
    }
    String name = known.get(wanted);
    return name == null ? made(record, value) : name;
  }

  /** Whether a value may be kept: others may change, or come as too many that are equal. */
  private boolean isKept(int index) {
    return switch (wanted.kind(index)) {
      case FieldValues.FLOAT, FieldValues.DOUBLE, FieldValues.DATE -> false;
      case FieldValues.OBJECT -> {
        Object input = wanted.get(index);
        yield input instanceof String
            || input instanceof Integer
            || input instanceof Long
            || input instanceof Short
            || input instanceof Byte
            || input instanceof Boolean;
      }
      default -> true;
    };
  }

  private String made(SinkRecord record, Object value) {
    String name = maker.apply(record, value);
    if (known.size() >= MAX) {
      known.clear();
    }
    known.put(wanted.copy(), name);
    return name;
  }
}
