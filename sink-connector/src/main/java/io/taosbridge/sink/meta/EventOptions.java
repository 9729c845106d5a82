package io.taosbridge.sink.meta;

import io.taosbridge.sink.record.NameOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What becomes of the source's metadata events.
 *
 * @param replicate whether they are applied, or ignored
 */
public record EventOptions(boolean replicate) {

  public static final String HANDLING = "meta.handling";

  private static final String REPLICATE = "replicate";
  private static final String KEPT =
      "must keep its default with " + HANDLING + "=replicate: a replica has the source's names";
  private static final String GROUP = "Tables";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition.define(
        HANDLING,
        ConfigDef.Type.STRING,
        "ignore",
        ConfigDef.ValidString.in("ignore", REPLICATE),
        Importance.MEDIUM,
        "What to do with the metadata events of a TDengine source. ignore: nothing. replicate: make,"
            + " alter and drop tables, set tags and delete rows as the source's database did. Then"
            + " tables have the source's names, normal tables are written to as well, and"
            + " auto.evolve is on.",
        GROUP,
        100,
        Width.SHORT,
        "Metadata events");
  }

  public static EventOptions of(AbstractConfig config) {
    return new EventOptions(config.getString(HANDLING).equals(REPLICATE));
  }

  /** What contradicts, by option: events know tables by the names that they have in the source. */
  public Map<String, String> problems(NameOptions names) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (replicate) {
      if (!names.stable().toString().equals("${stable}")) {
        problems.put(NameOptions.STABLE, KEPT);
      }
      if (names
          .table()
          .map(Object::toString)
          .filter(text -> !text.equals("${table}"))
          .isPresent()) {
        problems.put(NameOptions.TABLE, KEPT);
      }
    }
    return problems;
  }
}
