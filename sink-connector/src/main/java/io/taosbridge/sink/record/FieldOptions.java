package io.taosbridge.sink.record;

import io.taosbridge.block.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Which values become columns and tags.
 *
 * @param tags in their order
 * @param columns those beside the fields of the value
 * @param include paths of the fields to take; empty for all
 * @param exclude paths of the fields to leave out
 * @param rename the column or tag by the path of the field
 * @param delimiter between the names of a path that becomes one column
 * @param types of columns and tags to be created, by their names
 */
public record FieldOptions(
    List<Assignment> tags,
    List<Assignment> columns,
    Set<String> include,
    Set<String> exclude,
    Map<String, String> rename,
    Nested nested,
    String delimiter,
    Map<String, ColumnType> types) {

  public static final String TAGS = "tags";
  public static final String COLUMNS = "columns";
  public static final String INCLUDE = "fields.include";
  public static final String EXCLUDE = "fields.exclude";
  public static final String RENAME = "fields.rename";
  public static final String NESTED = "nested";
  public static final String DELIMITER = "nested.delimiter";
  public static final String TYPES = "types";

  private static final String GROUP = "Fields";
  private static final int MAX_DELIMITER = 8;

  /** What becomes of structs and maps inside the value. */
  public enum Nested {
    FAIL,
    FLATTEN,
    IGNORE
  }

  /**
   * A column or tag.
   *
   * @param name of the column, or the path of a field if there is no template
   * @param template what it holds, or null for the field
   */
  record Assignment(String name, PlaceTemplate template) {

    static Assignment parse(String text) {
      int sign = text.indexOf('=');
      if (sign < 0) {
        return new Assignment(text, null);
      }
      return new Assignment(
          text.substring(0, sign).strip(), PlaceTemplate.parse(text.substring(sign + 1).strip()));
    }
  }

  public FieldOptions {
    tags = List.copyOf(tags);
    columns = List.copyOf(columns);
    include = Set.copyOf(include);
    exclude = Set.copyOf(exclude);
    rename = Map.copyOf(rename);
    types = Map.copyOf(types);
  }

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            TAGS,
            ConfigDef.Type.LIST,
            List.of(),
            (name, value) -> requireAssignments(name, value, false),
            Importance.MEDIUM,
            "The tags, besides the fields whose schema says that they are one by its parameter"
                + " tdengine.tag. Each is the path of a field of the value, such as"
                + " sensor.location, or name=value, where the value is a constant or a template as"
                + " for the database: site=${header.site}, city=${key.city}, source=kafka.",
            GROUP,
            ++order,
            Width.LONG,
            "Tags")
        .define(
            COLUMNS,
            ConfigDef.Type.LIST,
            List.of(),
            (name, value) -> requireAssignments(name, value, true),
            Importance.LOW,
            "Columns besides the fields of the value, each name=value, where the value is a"
                + " constant or a template as for the database: ingested=${now}, part=${partition}."
                + " A placeholder alone keeps its type; with other text around it, the column is"
                + " text.",
            GROUP,
            ++order,
            Width.LONG,
            "Further columns")
        .define(
            INCLUDE,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "The fields of the value that become columns, by their paths. Empty: all. Tags and the"
                + " primary timestamp need not be named.",
            GROUP,
            ++order,
            Width.LONG,
            "Fields to take")
        .define(
            EXCLUDE,
            ConfigDef.Type.LIST,
            List.of(),
            Importance.LOW,
            "The fields of the value that are left out, by their paths, with all that is in them.",
            GROUP,
            ++order,
            Width.LONG,
            "Fields to leave out")
        .define(
            RENAME,
            ConfigDef.Type.LIST,
            List.of(),
            (name, value) -> pairs(name, value),
            Importance.LOW,
            "Other names for fields, each path:column, such as sensor.t:temperature.",
            GROUP,
            ++order,
            Width.LONG,
            "Other names")
        .define(
            NESTED,
            ConfigDef.Type.STRING,
            Choice.symbol(Nested.FAIL),
            ValidString.in(Choice.symbols(Nested.class)),
            Importance.MEDIUM,
            "What becomes of structs, maps and arrays inside the value that no path leads into."
                + " fail: the record is bad. flatten: each value in a struct, or in a map of a"
                + " record without a schema, becomes a column of its own; an array is still bad."
                + " ignore: they are left out.",
            GROUP,
            ++order,
            Width.SHORT,
            "Nested values")
        .define(
            DELIMITER,
            ConfigDef.Type.STRING,
            "_",
            (name, value) -> requireDelimiter(name, (String) value),
            Importance.LOW,
            "What stands between the names of a path in the name of its column: sensor.temperature"
                + " becomes sensor_temperature.",
            GROUP,
            ++order,
            Width.SHORT,
            "Delimiter of nested names")
        .define(
            TYPES,
            ConfigDef.Type.STRING,
            "",
            (name, value) -> parseTypes(name, (String) value),
            Importance.LOW,
            "The types of columns and tags to be created, by their names: count:INT UNSIGNED,"
                + " price:DECIMAL(10,2), note:NCHAR(200). All others follow from the record's"
                + " schema or, without one, its values.",
            GROUP,
            ++order,
            Width.LONG,
            "Types of new columns");
  }

  static FieldOptions of(Map<String, Object> values) {
    return new FieldOptions(
        assignments(values.get(TAGS)),
        assignments(values.get(COLUMNS)),
        Set.copyOf(texts(values.get(INCLUDE))),
        Set.copyOf(texts(values.get(EXCLUDE))),
        pairs(RENAME, values.get(RENAME)),
        Choice.parse(Nested.class, values.get(NESTED)),
        (String) values.get(DELIMITER),
        parseTypes(TYPES, (String) values.get(TYPES)));
  }

  private static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) value) {
      texts.add(text.toString().strip());
    }
    return texts;
  }

  private static List<Assignment> assignments(Object value) {
    return texts(value).stream().map(Assignment::parse).toList();
  }

  private static void requireAssignments(String option, Object value, boolean withValue) {
    for (String text : texts(value)) {
      try {
        Assignment assignment = Assignment.parse(text);
        if (assignment.name().isEmpty() || (withValue && assignment.template() == null)) {
          throw new ConfigException(option, value, "\"" + text + "\" is not name=value");
        }
      } catch (IllegalArgumentException e) {
        throw new ConfigException(option, value, e.getMessage());
      }
    }
  }

  private static Map<String, String> pairs(String option, Object value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts(value)) {
      int colon = text.lastIndexOf(':');
      if (colon <= 0 || colon == text.length() - 1) {
        throw new ConfigException(option, value, "\"" + text + "\" is not path:column");
      }
      pairs.put(text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }
    return pairs;
  }

  private static void requireDelimiter(String option, String value) {
    if (value.length() > MAX_DELIMITER || value.contains("`")) {
      throw new ConfigException(
          option, value, "must be at most " + MAX_DELIMITER + " characters and no backquote");
    }
  }

  private static Map<String, ColumnType> parseTypes(String option, String value) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    // Not at the comma of DECIMAL(10,2).
    for (String entry : value.split(",(?![^(]*\\))", -1)) {
      if (entry.isBlank()) {
        continue;
      }
      int colon = entry.lastIndexOf(':');
      if (colon <= 0) {
        throw new ConfigException(option, value, "\"" + entry.strip() + "\" is not column:type");
      }
      try {
        types.put(entry.substring(0, colon).strip(), ColumnType.parse(entry.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        throw new ConfigException(option, value, e.getMessage());
      }
    }
    return types;
  }
}
