package io.taosbridge.sink.record;

import java.util.List;

/**
 * How records of one shape become rows, whatever table they go to.
 *
 * @param timestamp the primary timestamp
 * @param columns the others
 * @param unit what a number counts that goes to a TIMESTAMP and does not say so itself
 */
public record RecordMapping(
    MappingOptions options,
    MappedField timestamp,
    List<MappedField> columns,
    List<MappedField> tags,
    EpochUnit unit) {

  public RecordMapping {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
  }
}
