package io.taosbridge.sink.meta;

import io.taosbridge.connect.meta.MetaEvent;
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
 * @param deletes whether rows are deleted
 * @param schema whether tables are made, altered and dropped
 */
public record EventOptions(boolean deletes, boolean schema) {

  public static final String HANDLING = "meta.handling";

  private static final String IGNORE = "ignore";
  private static final String DELETES = "deletes";
  private static final String REPLICATE = "replicate";
  private static final String GROUP = "Tables";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition.define(
        HANDLING,
        ConfigDef.Type.STRING,
        IGNORE,
        ConfigDef.ValidString.in(IGNORE, DELETES, REPLICATE),
        Importance.MEDIUM,
        "What to do with the metadata events of a TDengine source. ignore: nothing. replicate: make,"
            + " alter and drop tables, set tags and delete rows as the source's database did."
            + " deletes: only delete rows, for the way back where two databases replicate each"
            + " other. With both, tables have the source's names, normal tables are written to as"
            + " well, and auto.evolve is on.",
        GROUP,
        100,
        Width.SHORT,
        "Metadata events");
  }

  public static EventOptions of(AbstractConfig config) {
    String handling = config.getString(HANDLING);
    return new EventOptions(!handling.equals(IGNORE), handling.equals(REPLICATE));
  }

  /** Whether the target's tables are those of the source. */
  public boolean follows() {
    return deletes;
  }

  /** Whether an event of this kind is applied. */
  public boolean applies(MetaEvent.Kind kind) {
    return kind == MetaEvent.Kind.DELETE ? deletes : schema;
  }

  /** What contradicts, by option: events know tables by the names that they have in the source. */
  public Map<String, String> problems(NameOptions names) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (follows()) {
      String kept =
          "must keep its default with "
              + HANDLING
              + "="
              + (schema ? REPLICATE : DELETES)
              + ": a replica has the source's names";
      if (!names.stable().toString().equals("${stable}")) {
        problems.put(NameOptions.STABLE, kept);
      }
      if (names
          .table()
          .map(Object::toString)
          .filter(text -> !text.equals("${table}"))
          .isPresent()) {
        problems.put(NameOptions.TABLE, kept);
      }
    }
    return problems;
  }
}
