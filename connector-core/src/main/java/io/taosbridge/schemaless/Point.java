package io.taosbridge.schemaless;

import io.taosbridge.client.ValueBuffer;
import java.util.List;

/**
 * One row to be written, with all that says where to. Its values are among the cells of its batch,
 * and gone when those are cleared.
 */
public final class Point {

  /** The column that holds the time. */
  public static final String TIME_COLUMN = "_ts";

  private final ChildTable table;
  private final Shape shape;
  private final long timestamp;
  private final int line;
  private final Cells cells;
  private final int first;

  /**
   * @param timestamp in the precision of the target database
   * @param line where it stands in its text, counted from 1
   * @param first where the value of its first field stands among the cells
   */
  Point(ChildTable table, Shape shape, long timestamp, int line, Cells cells, int first) {
    this.table = table;
    this.shape = shape;
    this.timestamp = timestamp;
    this.line = line;
    this.cells = cells;
    this.first = first;
  }

  public ChildTable table() {
    return table;
  }

  public Shape shape() {
    return shape;
  }

  /** In the precision of the target database. */
  public long timestamp() {
    return timestamp;
  }

  /** Which line of its text it is, or which point of its JSON text, counted from 1. */
  public int line() {
    return line;
  }

  /** Bytes that the value of a field takes if its type is of variable width, otherwise 0. */
  public int length(int field) {
    return shape.type(field).isVariable() ? cells.length(first + field) : 0;
  }

  /**
   * Adds the value of a field to the values of a column of the field's type.
   *
   * @throws IllegalArgumentException if the column does not take it
   */
  public void append(int field, ValueBuffer to) {
    cells.append(first + field, shape.type(field), to);
  }

  /**
   * Adds the value of a field of many points, which have one shape, to the values of a column of
   * the field's type.
   *
   * @throws IllegalArgumentException if the column does not take one of them
   */
  public static void appendAll(List<Point> points, int field, ValueBuffer to) {
    Cells.appendAll(points, field, points.get(0).shape.type(field), to);
  }

  Cells cells() {
    return cells;
  }

  /** Where the value of a field stands among the cells. */
  int cell(int field) {
    return first + field;
  }
}
