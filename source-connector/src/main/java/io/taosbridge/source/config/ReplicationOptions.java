package io.taosbridge.source.config;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What becomes of rows and deletes that are copies of another database's.
 *
 * @param skip whether TDengine keeps them back
 */
public record ReplicationOptions(boolean skip) {

  public static final String SKIP = "replicated.skip";

  static void define(ConfigDef definition) {
    definition.define(
        SKIP,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether rows and deletes are left out that are copies of another database's: those of a"
            + " sink with replicated.mark=true, and of TDengine's own tools for replication. So two"
            + " databases can replicate each other without a loop. TDengine keeps them back"
            + " itself. A snapshot reads tables, where copies cannot be told from other rows, and"
            + " has them all.",
        "Replication",
        1,
        Width.SHORT,
        "Skip copies");
  }

  static ReplicationOptions of(AbstractConfig config) {
    return new ReplicationOptions(config.getBoolean(SKIP));
  }
}
