package io.taosbridge.sink.config;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a database that is replicated in both directions tells copies from its own rows.
 *
 * @param mark whether what is written is marked as a copy
 */
public record ReplicationOptions(boolean mark) {

  public static final String MARK = "replicated.mark";

  static void define(ConfigDef definition) {
    definition.define(
        MARK,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether TDengine is told that rows and deletes are copies of another database's, as its own"
            + " tools for replication do. A source with replicated.skip=true leaves them out, so"
            + " that two databases can replicate each other without a loop. Needs a URL with"
            + " ws://, wss:// or taos:// and values that have fields, and is slower than"
            + " write.method=stmt2.",
        "Writing",
        50,
        Width.SHORT,
        "Mark as replicated");
  }

  static ReplicationOptions of(AbstractConfig config) {
    return new ReplicationOptions(config.getBoolean(MARK));
  }

  /** What cannot work, by the name of this option. */
  Map<String, String> problems(WriteMethod method, boolean text, Transport transport) {
    if (!mark) {
      return Map.of();
    }
    if (transport == Transport.REST) {
      return Map.of(MARK, "REST cannot do that: use a URL with ws://, wss:// or taos://");
    }
    if (method != WriteMethod.STMT2 || text) {
      return Map.of(
          MARK,
          "only values that have fields are written so, not text and not by sql: leave "
              + MethodOption.NAME
              + " and input.format out");
    }
    return Map.of();
  }
}
