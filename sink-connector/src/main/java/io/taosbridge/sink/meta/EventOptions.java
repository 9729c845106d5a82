package io.taosbridge.sink.meta;

import java.util.Locale;
import java.util.Map;
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
            + " tables have the source's names, and normal tables are written to as well.",
        GROUP,
        100,
        Width.SHORT,
        "Metadata events");
  }

  /**
   * @param values of all options by name
   */
  public static EventOptions of(Map<String, ?> values) {
    return new EventOptions(
        REPLICATE.equals(values.get(HANDLING).toString().toLowerCase(Locale.ROOT)));
  }
}
