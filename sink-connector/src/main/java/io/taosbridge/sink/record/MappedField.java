package io.taosbridge.sink.record;

import io.taosbridge.block.ColumnType;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * A value of records that becomes a column or tag.
 *
 * @param name of the column or tag
 * @param source what the value is, for people
 * @param schema of every such value, or null if each tells its own type
 * @param told what the first record told of the type, if there is no schema
 */
public record MappedField(
    String name, String source, boolean tag, Schema schema, Told told, ValueReader reader) {

  /**
   * What is known of a type.
   *
   * @param wanted the type that the configuration names, or null
   * @param schema of the first record's value, or null
   * @param sample the first record's value, or null
   */
  record Told(ColumnType wanted, Schema schema, Object sample) {}

  /**
   * The type of a column for it, or empty if no record told it yet.
   *
   * @throws BadRecordException if no column can hold it
   */
  public Optional<ColumnType> columnType() {
    if (told.wanted() != null) {
      return Optional.of(told.wanted());
    }
    Schema known = schema == null ? told.schema() : schema;
    try {
      if (known != null) {
        return Optional.of(ColumnTypes.of(known));
      }
      return Optional.ofNullable(told.sample()).map(ColumnTypes::of);
    } catch (DataException e) {
      throw BadRecordException.in(name, e);
    }
  }
}
