package io.taosbridge.sink.record;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** How records become rows: all options that a topic may have of its own. */
public record MappingOptions(
    NameOptions names, TimestampOptions timestamp, FieldOptions fields, PolicyOptions policies) {

  /** These options alone. */
  static final ConfigDef DEFINITION = new ConfigDef();

  static {
    define(DEFINITION);
  }

  public static void define(ConfigDef definition) {
    NameOptions.define(definition);
    TimestampOptions.define(definition);
    FieldOptions.define(definition);
    PolicyOptions.define(definition);
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException naming an option that is wrong
   */
  static MappingOptions of(Map<String, String> settings) {
    Map<String, Object> values = DEFINITION.parse(settings);
    return new MappingOptions(
        NameOptions.of(values),
        TimestampOptions.of(values),
        FieldOptions.of(values),
        PolicyOptions.of(values));
  }
}
