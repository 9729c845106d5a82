package io.taosbridge.sink.record;

import java.util.Arrays;
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

  /** Some values of a record; compared by what they are. */
  private static final class Inputs {

    private final Object[] values;
    private int hash;

    Inputs(Object[] values) {
      this.values = values;
      hash = Arrays.hashCode(values);
    }

    /**
     * Reads the values of another record.
     *
     * @return whether they may be kept: others may change, or come as too many objects that are
     *     equal
     */
    boolean read(List<ValueReader> readers, SinkRecord record, Object value) {
      int newHash = 1;
      for (int i = 0; i < values.length; i++) {
        Object input = readers.get(i).read(record, value);
        if (!isKept(input)) {
          return false;
        }
        values[i] = input;
        newHash = 31 * newHash + (input == null ? 0 : input.hashCode());
      }
      hash = newHash;
      return true;
    }

    static boolean isKept(Object input) {
      return input instanceof String
          || input instanceof Integer
          || input instanceof Long
          || input instanceof Short
          || input instanceof Byte
          || input instanceof Boolean
          || input == null;
    }

    Inputs copy() {
      return new Inputs(values.clone());
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inputs inputs
          && hash == inputs.hash
          && Arrays.equals(values, inputs.values);
    }
  }

  private final List<ValueReader> readers;
  private final BiFunction<SinkRecord, Object, String> maker;
  private final Map<Object, String> known = new HashMap<>();
  private final Inputs wanted;

  /**
   * @param readers of all that the name is made of
   * @param maker makes the name
   */
  KnownNames(List<ValueReader> readers, BiFunction<SinkRecord, Object, String> maker) {
    this.readers = List.copyOf(readers);
    this.maker = maker;
    wanted = new Inputs(new Object[readers.size()]);
  }

  /** The name for a record; the same object again where it is the same name. */
  String of(SinkRecord record, Object value) {
    if (readers.size() == 1) {
      Object input = readers.get(0).read(record, value);
      if (!Inputs.isKept(input)) {
        return maker.apply(record, value);
      }
      String name = known.get(input);
      return name == null ? made(input, record, value) : name;
    }
    if (!wanted.read(readers, record, value)) {
      return maker.apply(record, value);
    }
    String name = known.get(wanted);
    return name == null ? made(wanted.copy(), record, value) : name;
  }

  private String made(Object inputs, SinkRecord record, Object value) {
    String name = maker.apply(record, value);
    if (known.size() >= MAX) {
      known.clear();
    }
    known.put(inputs, name);
    return name;
  }
}
