package io.taosbridge.sink.text;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.schemaless.PointReader;
import io.taosbridge.schemaless.TableNaming;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How values that are text or bytes are read.
 *
 * @param protocol empty if such values are not expected
 * @param unit what the times of lines count
 * @param ttlDays how long child tables live that the server makes of text; 0 for ever
 */
public record TextOptions(
    Optional<SchemalessProtocol> protocol,
    SchemalessPrecision unit,
    TableNaming naming,
    int ttlDays) {

  public static final String INPUT_FORMAT = "input.format";
  public static final String PRECISION = "text.precision";
  public static final String TABLE_NAME_TAG = "text.table.name.tag";
  public static final String TABLE_NAME_DELIMITER = "text.table.name.delimiter";
  public static final String TTL_DAYS = "text.ttl.days";

  private static final String GROUP = "Text";
  private static final String STRUCT = "struct";

  public static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            INPUT_FORMAT,
            ConfigDef.Type.STRING,
            STRUCT,
            ValidString.in(STRUCT, "line", "telnet", "json"),
            Importance.HIGH,
            "What values that are text or bytes hold: line (InfluxDB's line protocol), telnet"
                + " (OpenTSDB's telnet protocol) or json (OpenTSDB's JSON). With struct, such"
                + " values are bad records. Values with fields (Structs) are written by their"
                + " fields in any case.",
            GROUP,
            ++order,
            Width.SHORT,
            "Format of text")
        .define(
            PRECISION,
            ConfigDef.Type.STRING,
            "ns",
            ValidString.in("h", "m", "s", "ms", "us", "ns"),
            Importance.MEDIUM,
            "What the timestamps of the line protocol count: h, m (minutes), s, ms, us or ns. The"
                + " other protocols tell it themselves.",
            GROUP,
            ++order,
            Width.SHORT,
            "Unit of timestamps")
        .define(
            TABLE_NAME_TAG,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "The tag whose value is the name of the child table; it is then none of its tags."
                + " Points without it, and all if this is empty, go to child tables named by a"
                + " hash of their tags.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Tag with the table's name")
        .define(
            TABLE_NAME_DELIMITER,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "If not empty, the name of the child table is the values of its tags joined by this"
                + " text, where that has no more than 192 bytes. Only for text that is bound; the"
                + " server has a setting of its own (smlAutoChildTableNameDelimiter).",
            GROUP,
            ++order,
            Width.SHORT,
            "Delimiter of table names")
        .define(
            TTL_DAYS,
            ConfigDef.Type.INT,
            0,
            Range.atLeast(0),
            Importance.LOW,
            "How many days child tables live that the server makes of text. 0: for ever. Only for"
                + " text that is passed to the server, since a bound insert has no such thing.",
            GROUP,
            ++order,
            Width.SHORT,
            "Life of child tables in days");
  }

  public static TextOptions of(AbstractConfig config) {
    String format = config.getString(INPUT_FORMAT);
    return new TextOptions(
        format.equals(STRUCT)
            ? Optional.empty()
            : Optional.of(SchemalessProtocol.valueOf(format.toUpperCase(Locale.ROOT))),
        unitOf(config.getString(PRECISION)),
        new TableNaming(config.getString(TABLE_NAME_TAG), config.getString(TABLE_NAME_DELIMITER)),
        config.getInt(TTL_DAYS));
  }

  /** The server calls microseconds u, and takes us for nanoseconds without a word. */
  private static SchemalessPrecision unitOf(String symbol) {
    String name = symbol.equals("us") ? "u" : symbol;
    return Arrays.stream(SchemalessPrecision.values())
        .filter(unit -> unit.symbol().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown unit of time: " + symbol));
  }

  /** What contradicts itself, by the option at fault. */
  public Map<String, String> problems(boolean bound) {
    if (bound && ttlDays > 0) {
      return Map.of(
          TTL_DAYS, "works only with write.method=schemaless: a bound insert has no time to live");
    }
    if (!bound && !naming.delimiter().isEmpty()) {
      return Map.of(
          TABLE_NAME_DELIMITER,
          "works only with write.method=stmt2: set smlAutoChildTableNameDelimiter on the server");
    }
    if (!naming.delimiter().isEmpty() && !naming.tableNameKey().isEmpty()) {
      return Map.of(TABLE_NAME_DELIMITER, "contradicts " + TABLE_NAME_TAG + ": set one of the two");
    }
    return Map.of();
  }

  /** Reads text for a database of this precision. */
  public PointReader reader(Precision target) {
    return PointReader.of(protocol.orElseThrow(), unit, target, naming);
  }
}
