package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.Precision;
import java.util.List;

/**
 * One row to be written, with all that says where to.
 *
 * @param superTable name of the supertable
 * @param childTable name of the child table (schemaless.md, section 6)
 * @param tags in the order of the text, without the one that names the table
 * @param nanos its time since the epoch
 */
public record Point(
    String superTable,
    String childTable,
    List<Attribute> tags,
    List<Attribute> fields,
    long nanos) {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  public Point {
    tags = List.copyOf(tags);
    fields = List.copyOf(fields);
  }

  /** Its time as a database of this precision counts it; what is finer is cut off. */
  public long timestamp(Precision precision) {
    return nanos / (NANOS_PER_SECOND / precision.unitsPerSecond());
  }
}
