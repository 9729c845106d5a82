package io.taosbridge.source.config;

import io.taosbridge.block.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What the values of some types become.
 *
 * @param timestampUnit of counts; null for the database's own
 * @param decimalsAsText also BIGINT UNSIGNED
 */
public record TypeOptions(
    TimestampFormat timestamps,
    Precision timestampUnit,
    boolean decimalsAsText,
    boolean geometriesAsText,
    boolean jsonAsMap) {

  public static final String TIMESTAMP_FORMAT = "timestamp.format";
  public static final String TIMESTAMP_UNIT = "timestamp.unit";
  public static final String DECIMAL_FORMAT = "decimal.format";
  public static final String GEOMETRY_FORMAT = "geometry.format";
  public static final String JSON_TAGS_FORMAT = "json.tags.format";

  private static final String GROUP = "Records: types";

  private enum Decimals {
    DECIMAL,
    TEXT
  }

  private enum Geometries {
    WKB,
    WKT
  }

  private enum JsonTags {
    TEXT,
    MAP
  }

  static void define(ConfigDef definition) {
    definition
        .define(
            TIMESTAMP_FORMAT,
            ConfigDef.Type.STRING,
            Choice.symbol(TimestampFormat.AUTO),
            Choice.of(TimestampFormat.values()),
            Importance.MEDIUM,
            "What a TIMESTAMP becomes in structs and maps. auto: Connect's Timestamp where the"
                + " database counts milliseconds, else INT64 named"
                + " io.taosbridge.time.MicroTimestamp or NanoTimestamp; in maps a number. logical:"
                + " Connect's Timestamp, where a row with digits beyond the millisecond fails the"
                + " task. int64: a count of timestamp.unit, whose schema has the parameter"
                + " tdengine.precision.",
            GROUP,
            1,
            Width.SHORT,
            "Timestamps")
        .define(
            TIMESTAMP_UNIT,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.ValidString.in("", "ms", "us", "ns"),
            Importance.MEDIUM,
            "What timestamps count if they are numbers: ms, us or ns, in maps, with"
                + " timestamp.format=int64, and with value.format line and json. A row whose time"
                + " has more digits fails the task. Default: the database's precision; ns in lines,"
                + " as their readers assume.",
            GROUP,
            2,
            Width.SHORT,
            "Unit of timestamps")
        .define(
            DECIMAL_FORMAT,
            ConfigDef.Type.STRING,
            Choice.symbol(Decimals.DECIMAL),
            Choice.of(Decimals.values()),
            Importance.LOW,
            "What DECIMAL and BIGINT UNSIGNED become in structs. decimal: Connect's Decimal. text:"
                + " their digits. In maps they are always text.",
            GROUP,
            3,
            Width.SHORT,
            "Decimals")
        .define(
            GEOMETRY_FORMAT,
            ConfigDef.Type.STRING,
            Choice.symbol(Geometries.WKB),
            Choice.of(Geometries.values()),
            Importance.LOW,
            "What GEOMETRY becomes in structs and maps. wkb: the bytes of well-known binary. wkt:"
                + " well-known text with all digits.",
            GROUP,
            4,
            Width.SHORT,
            "Geometries")
        .define(
            JSON_TAGS_FORMAT,
            ConfigDef.Type.STRING,
            Choice.symbol(JsonTags.TEXT),
            Choice.of(JsonTags.values()),
            Importance.LOW,
            "What a tag of type JSON becomes in structs and maps. text: its text. map: a map of its"
                + " members; in structs all values are text.",
            GROUP,
            5,
            Width.SHORT,
            "JSON tags");
  }

  static TypeOptions of(AbstractConfig config) {
    String unit = config.getString(TIMESTAMP_UNIT);
    return new TypeOptions(
        Choice.get(config, TIMESTAMP_FORMAT, TimestampFormat.class),
        unit.isEmpty() ? null : Precision.ofSymbol(unit),
        Choice.get(config, DECIMAL_FORMAT, Decimals.class) == Decimals.TEXT,
        Choice.get(config, GEOMETRY_FORMAT, Geometries.class) == Geometries.WKT,
        Choice.get(config, JSON_TAGS_FORMAT, JsonTags.class) == JsonTags.MAP);
  }

  Map<String, String> problems(ValueFormat format) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (format == ValueFormat.MAP && timestamps == TimestampFormat.LOGICAL) {
      problems.put(
          TIMESTAMP_FORMAT,
          "logical is not for maps, which have no schema to tell what a value is");
    }
    boolean counts =
        format == ValueFormat.MAP
            || format == ValueFormat.LINE
            || format == ValueFormat.JSON
            || (format == ValueFormat.STRUCT && timestamps == TimestampFormat.INT64);
    if (timestampUnit != null && !counts) {
      problems.put(
          TIMESTAMP_UNIT,
          format == ValueFormat.TELNET
              ? "cannot be given with telnet, which counts milliseconds"
              : "can only be given where timestamps are numbers: set "
                  + TIMESTAMP_FORMAT
                  + "=int64");
    }
    return problems;
  }
}
