package io.taosbridge.source.config;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.Template;
import io.taosbridge.schemaless.write.Misfit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the values of records are.
 *
 * @param tagsField the field that holds the tags; empty if they stand beside the columns
 * @param omitNulls whether NULLs are left out of maps
 * @param misfit what to do with what the text formats cannot hold
 * @param metric the name of a metric over {@link #METRIC_PLACEHOLDERS}
 */
public record ValueOptions(
    ValueFormat format,
    boolean withTags,
    String tagsField,
    boolean withTableName,
    FieldChoice fields,
    boolean omitNulls,
    TypeOptions types,
    Misfit misfit,
    Template metric) {

  public static final String FORMAT = "value.format";
  public static final String TAGS_INCLUDE = "tags.include";
  public static final String TAGS_FIELD = "tags.field";
  public static final String TBNAME_INCLUDE = "tbname.include";
  public static final String FIELDS_INCLUDE = "fields.include";
  public static final String FIELDS_EXCLUDE = "fields.exclude";
  public static final String FIELDS_RENAME = "fields.rename";
  public static final String NULLS = "null.handling";
  public static final String UNSUPPORTED = "text.unsupported";
  public static final String METRIC = "opentsdb.metric";

  /** Of {@link #METRIC}. */
  public static final Set<String> METRIC_PLACEHOLDERS = Set.of("source", "column");

  private static final String GROUP = "Records: values";

  /** What becomes of NULLs. */
  private enum Nulls {
    KEEP,
    OMIT
  }

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            FORMAT,
            ConfigDef.Type.STRING,
            Choice.symbol(ValueFormat.STRUCT),
            Choice.of(ValueFormat.values()),
            Importance.HIGH,
            "The value of records. struct: a Struct with a schema, for any converter. map: a map"
                + " without a schema, for JsonConverter with schemas.enable=false. line, telnet,"
                + " json: text in InfluxDB's line protocol, OpenTSDB's telnet protocol or OpenTSDB's"
                + " JSON, for StringConverter; TDengine's schemaless writing and the sink read it.",
            GROUP,
            ++order,
            Width.SHORT,
            "Format")
        .define(
            TAGS_INCLUDE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether records hold the tags of the child table. They are read by SQL when a table is"
                + " first seen.",
            GROUP,
            ++order,
            Width.SHORT,
            "Tags")
        .define(
            TAGS_FIELD,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "The name of a field of its own that holds the tags, of structs and maps. Default: none,"
                + " tags follow the columns.",
            GROUP,
            ++order,
            Width.SHORT,
            "Field of tags")
        .define(
            TBNAME_INCLUDE,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether records hold the name of the table: in a field tbname, or in the text formats"
                + " in a tag tbname, by which a reader can name the table.",
            GROUP,
            ++order,
            Width.SHORT,
            "Table name")
        .define(
            FIELDS_INCLUDE,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "The columns and tags that values hold, by their names in TDengine. Empty: all.",
            GROUP,
            ++order,
            Width.LONG,
            "Fields to take")
        .define(
            FIELDS_EXCLUDE,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.MEDIUM,
            "The columns and tags that values leave out, by their names in TDengine.",
            GROUP,
            ++order,
            Width.LONG,
            "Fields to leave out")
        .define(
            FIELDS_RENAME,
            ConfigDef.Type.LIST,
            List.of(),
            (name, value) -> renames(name, value),
            Importance.MEDIUM,
            "Other names for columns, tags and tbname in keys and values, each old:new, such as"
                + " ts:time.",
            GROUP,
            ++order,
            Width.LONG,
            "Other names")
        .define(
            NULLS,
            ConfigDef.Type.STRING,
            Choice.symbol(Nulls.KEEP),
            Choice.of(Nulls.values()),
            Importance.LOW,
            "What becomes of NULLs in maps. keep: the field is there and null. omit: the field is"
                + " left out. Structs always keep them, the text formats always leave them out.",
            GROUP,
            ++order,
            Width.SHORT,
            "NULLs");
    TypeOptions.define(definition);
    definition
        .define(
            UNSUPPORTED,
            ConfigDef.Type.STRING,
            Choice.symbol(Misfit.FAIL),
            Choice.of(Misfit.values()),
            Importance.MEDIUM,
            "What to do with what line, telnet and json cannot hold, such as DECIMAL columns or a"
                + " newline in a line. fail: the task fails and names the field. convert: types that"
                + " the format lacks are written as others with the same value, for readers that"
                + " know the column; what cannot be converted fails. omit: the field is left out, or"
                + " the row if nothing else remains.",
            GROUP,
            ++order,
            Width.SHORT,
            "What text cannot hold")
        .define(
            METRIC,
            ConfigDef.Type.STRING,
            "${source}.${column}",
            ConfigDef.LambdaValidator.with(ValueOptions::checkMetric, () -> "${source} ${column}"),
            Importance.LOW,
            "With value.format telnet or json: the name of the metric that a column becomes."
                + " ${source} is the supertable, or the table if it has none, or the TMQ topic if it"
                + " is a query; ${column} is needed unless tables have one column beside the"
                + " timestamp. TDengine makes a dot an underscore.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Metric");
  }

  static ValueOptions of(AbstractConfig config) {
    return new ValueOptions(
        Choice.get(config, FORMAT, ValueFormat.class),
        config.getBoolean(TAGS_INCLUDE),
        config.getString(TAGS_FIELD).strip(),
        config.getBoolean(TBNAME_INCLUDE),
        new FieldChoice(
            Set.copyOf(config.getList(FIELDS_INCLUDE)),
            Set.copyOf(config.getList(FIELDS_EXCLUDE)),
            FieldChoice.parseRenames(config.getList(FIELDS_RENAME))),
        Choice.get(config, NULLS, Nulls.class) == Nulls.OMIT,
        TypeOptions.of(config),
        Choice.get(config, UNSUPPORTED, Misfit.class),
        Template.parse(config.getString(METRIC), METRIC_PLACEHOLDERS));
  }

  static Map<String, String> problems(AbstractConfig config) {
    Map<String, String> problems = new LinkedHashMap<>();
    ValueOptions options = of(config);
    if (options.omitNulls && options.format == ValueFormat.STRUCT) {
      problems.put(NULLS, "omit is not for structs, whose schema has every field: set " + FORMAT);
    }
    if (!options.tagsField.isEmpty() && (!options.withTags || options.format.isText())) {
      problems.put(
          TAGS_FIELD,
          "can only be given with "
              + TAGS_INCLUDE
              + "=true and "
              + FORMAT
              + " struct or map: no other values have such a field");
    }
    options.fields.include().stream()
        .filter(options.fields.exclude()::contains)
        .findFirst()
        .ifPresent(
            field -> problems.put(FIELDS_EXCLUDE, field + " is in " + FIELDS_INCLUDE + ", too"));
    problems.putAll(options.types.problems(options.format));
    return problems;
  }

  private static void renames(String name, Object value) {
    try {
      FieldChoice.parseRenames(((List<?>) value).stream().map(Object::toString).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  private static void checkMetric(String name, Object value) {
    try {
      Template.parse((String) value, METRIC_PLACEHOLDERS);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  /** The unit of timestamps in the text formats; with a line the one that its readers assume. */
  public Precision textUnit(Precision database) {
    if (types.timestampUnit() != null) {
      return types.timestampUnit();
    }
    return format == ValueFormat.LINE ? Precision.NANOSECONDS : database;
  }
}
