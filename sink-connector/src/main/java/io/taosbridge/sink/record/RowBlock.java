package io.taosbridge.sink.record;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Some rows that are read field by field. Where rows are packed alike, reading a field takes a look
 * at two arrays for each row, and at no object.
 */
public final class RowBlock {

  private final SinkRecord[] records;
  private final Object[] values;
  private final RowChunk[] chunks;
  private final int[] starts;
  private RowShape shape;
  private int size;

  /**
   * @param capacity how many rows there are at most
   */
  public RowBlock(int capacity) {
    records = new SinkRecord[capacity];
    values = new Object[capacity];
    chunks = new RowChunk[capacity];
    starts = new int[capacity];
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  /**
   * @param value the record's value or, if that is a list, the element of it that is the row
   */
  public void add(SinkRecord record, Object value) {
    records[size] = record;
    values[size] = value;
    RowShape own = null;
    if (value instanceof PackedRow row) {
      own = row.shape();
      chunks[size] = row.chunk();
      starts[size] = row.start();
    }
    shape = size == 0 || shape == own ? own : null;
    size++;
  }

  /** Which shape all rows are packed in; null if they are not. */
  RowShape shape() {
    return shape;
  }

  /** Reads a value of each row. */
  void read(ValueReader reader, FieldValues to) {
    for (int i = 0; i < size; i++) {
      to.set(i, reader.read(records[i], values[i]));
    }
  }

  /** Reads a value of each row, all packed in one shape, by its index in that. */
  void readPacked(int index, FieldValues to) {
    Object ifNull = shape.defaultOf(index);
    int kinds = RowShape.kindsAt(index);
    int place = shape.placeOf(index);
    for (int i = 0; i < size; i++) {
      chunks[i].read(starts[i] + kinds, index, starts[i] + place, to, i);
      if (ifNull != null && to.isNull(i)) {
        to.set(i, ifNull);
      }
    }
  }
}
