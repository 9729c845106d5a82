package io.taosbridge.sink;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The option that says how rows get to the server. */
final class MethodOption {

  static final String NAME = "write.method";

  private MethodOption() {}

  static void define(ConfigDef definition) {
    definition.define(
        NAME,
        ConfigDef.Type.STRING,
        "",
        ValidString.in("", WriteMethod.STMT2.symbol(), WriteMethod.SQL.symbol()),
        Importance.MEDIUM,
        "How rows get to the server. stmt2 binds values, which is the fastest and needs a URL with"
            + " ws://, wss:// or taos://. sql writes them out in the text of inserts, over any URL."
            + " Empty: stmt2 where the URL allows it, else sql. Tables with DECIMALs are written by"
            + " sql where the server's client library cannot bind those.",
        "Writing",
        0,
        Width.SHORT,
        "Write method");
  }

  static WriteMethod of(AbstractConfig config, Transport transport) {
    String symbol = config.getString(NAME);
    if (!symbol.isEmpty()) {
      return WriteMethod.ofSymbol(symbol);
    }
    return transport == Transport.REST ? WriteMethod.SQL : WriteMethod.STMT2;
  }

  /** What cannot work, by the name of this option. */
  static Map<String, String> problems(AbstractConfig config, Transport transport) {
    return transport == Transport.REST && of(config, transport) == WriteMethod.STMT2
        ? Map.of(
            NAME,
            "stmt2 binds values, which REST cannot: leave "
                + NAME
                + " out or set it to sql, or use a URL with ws://, wss:// or taos://")
        : Map.of();
  }
}
