package io.taosbridge.sink.record;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where rows go.
 *
 * @param table empty for the record's own or, without one, a name made of the tags
 */
public record NameOptions(
    PlaceTemplate database, PlaceTemplate stable, Optional<PlaceTemplate> table) {

  public static final String DATABASE = "database";
  public static final String STABLE = "stable";
  public static final String TABLE = "table";

  private static final String GROUP = "Target";

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            DATABASE,
            ConfigDef.Type.STRING,
            "${database}",
            new TemplateValidator(false),
            Importance.HIGH,
            "The database to write to: a name, or a template over "
                + Place.EXPECTED
                + ". The"
                + " default, ${database}, is the one the record comes from (schema parameter or"
                + " header tdengine.database). A dot in the name becomes an underscore, since"
                + " TDengine takes none.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Database")
        .define(
            STABLE,
            ConfigDef.Type.STRING,
            "${stable}",
            new TemplateValidator(false),
            Importance.HIGH,
            "The supertable to write to, by a name or template as for the database. The default,"
                + " ${stable}, is the one the record comes from (schema parameter or header"
                + " tdengine.stable).",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Supertable")
        .define(
            TABLE,
            ConfigDef.Type.STRING,
            "",
            new TemplateValidator(true),
            Importance.HIGH,
            "The child table to write to, by a template as for the database. ${table} is the"
                + " record's field tbname or, without one, its header tdengine.table. Empty: the"
                + " same and, for a record that names no table, t_ and the MD5 of the supertable"
                + " and the tags, as TDengine's schemaless protocols name child tables.",
            GROUP,
            ++order,
            Width.MEDIUM,
            "Child table");
  }

  static NameOptions of(Map<String, Object> values) {
    String table = (String) values.get(TABLE);
    return new NameOptions(
        PlaceTemplate.parse((String) values.get(DATABASE)),
        PlaceTemplate.parse((String) values.get(STABLE)),
        table.isEmpty() ? Optional.empty() : Optional.of(PlaceTemplate.parse(table)));
  }

  private record TemplateValidator(boolean mayBeEmpty) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
      String text = (String) value;
      if (text == null || (text.isBlank() && !(mayBeEmpty && text.isEmpty()))) {
        throw new ConfigException(name, value, "must not be empty");
      }
      try {
        PlaceTemplate.parse(text);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(name, value, e.getMessage());
      }
    }

    @Override
    public String toString() {
      return "text with placeholders";
    }
  }
}
