package io.taosbridge.sinkmatrix;

import io.taosbridge.block.Precision;
import io.taosbridge.contract.Sample;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;

/** How values are in Kafka: the bytes that a converter has written, and reads again. */
interface Format {

  /** What can become of the values of a type. */
  enum Fate {
    WRITTEN,
    /** They are no value for such a column, and the record says so. */
    REFUSED,
    /** Nothing in this format comes near to such a value. */
    NO_FORM
  }

  /** Every format that there is. */
  static List<Format> all() {
    return List.of(
        new JsonWithSchema(),
        new JsonWithoutSchema(),
        new Avro(),
        TextFormat.ofStrings(TextProtocol.LINE),
        TextFormat.ofStrings(TextProtocol.TELNET),
        TextFormat.ofStrings(TextProtocol.JSON),
        TextFormat.ofBytes(TextProtocol.LINE),
        TextFormat.ofBytes(TextProtocol.TELNET),
        TextFormat.ofBytes(TextProtocol.JSON));
  }

  String title();

  /** Whether it is text in one of the schemaless protocols. */
  default boolean isText() {
    return false;
  }

  /** The options that records in this format need, besides where to write. */
  Map<String, String> options(Precision precision, Collection<Table> tables);

  Fate fate(TypeCase type, Way way);

  /** Whether the format has a way to say this value of a type that it has. */
  boolean has(Sample sample, Way way);

  /** What the reason tells for which values of a type are refused. */
  String refusal(TypeCase type, Way way);

  /** What a worker hands to the sink for a row of a table. */
  SchemaAndValue value(Table table, int row);

  /** The time of a row, in units of the precision. */
  default long time(Precision precision, int row) {
    // All digits that the precision has.
    return 1_767_225_600_123_456_789L / (1_000_000_000L / precision.unitsPerSecond()) + row;
  }

  /** A row as it must be stored: time, value, tag. */
  default Stored expected(Table table, int row) {
    Object value = table.type().samples().get(row).value();
    return new Stored(
        time(table.precision(), row),
        table.type().canBeColumn() ? value : (Object) TypeCase.otherTag(row),
        table.type().canBeTag() ? value : (Object) TypeCase.otherTag(row));
  }

  /** Names of the columns of time, value and tag. */
  default List<String> columns() {
    return List.of("ts", "v", "g");
  }
}
