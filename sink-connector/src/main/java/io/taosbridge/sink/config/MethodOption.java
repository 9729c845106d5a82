package io.taosbridge.sink.config;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.sink.text.TextOptions;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The option that says how rows get to the server. */
public final class MethodOption {

  static final String NAME = "write.method";

  private MethodOption() {}

  static void define(ConfigDef definition) {
    definition.define(
        NAME,
        ConfigDef.Type.STRING,
        "",
        ValidString.in(
            "",
            WriteMethod.STMT2.symbol(),
            WriteMethod.SCHEMALESS.symbol(),
            WriteMethod.SQL.symbol()),
        Importance.MEDIUM,
        "How rows get to the server. stmt2 binds values, which is the fastest and needs a URL with"
            + " ws://, wss:// or taos://. sql writes them out in the text of inserts, over any URL."
            + " schemaless passes text in a protocol that input.format names to the server as it is,"
            + " over any URL; that costs the server several times what stmt2 does for the same"
            + " text. Empty: stmt2 where the URL allows it, else sql, or schemaless for text."
            + " Tables with DECIMALs are written by"
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
    if (transport != Transport.REST) {
      return WriteMethod.STMT2;
    }
    return readsText(config) ? WriteMethod.SCHEMALESS : WriteMethod.SQL;
  }

  /** The same for values that have fields, which may come along with text. */
  static WriteMethod ofRows(AbstractConfig config, Transport transport) {
    WriteMethod method = of(config, transport);
    if (method != WriteMethod.SCHEMALESS) {
      return method;
    }
    return transport == Transport.REST ? WriteMethod.SQL : WriteMethod.STMT2;
  }

  private static boolean readsText(AbstractConfig config) {
    return TextOptions.of(config).protocol().isPresent();
  }

  /** What cannot work, by the name of this option. */
  static Map<String, String> problems(AbstractConfig config, Transport transport) {
    boolean text = readsText(config);
    return switch (of(config, transport)) {
      case STMT2 ->
          transport == Transport.REST
              ? Map.of(
                  NAME,
                  "stmt2 binds values, which REST cannot: leave "
                      + NAME
                      + " out or set it to "
                      + (text ? "schemaless" : "sql")
                      + ", or use a URL with ws://, wss:// or taos://")
              : Map.of();
      case SCHEMALESS ->
          text
              ? Map.of()
              : Map.of(
                  NAME,
                  "schemaless passes text on, but "
                      + TextOptions.INPUT_FORMAT
                      + " names no protocol of text: set it to line, telnet or json, or "
                      + NAME
                      + " to stmt2 (ws://, wss://, taos://) or sql (any URL)");
      case SQL ->
          text
              ? Map.of(
                  NAME,
                  "sql writes values that have fields, not text in a protocol: leave "
                      + NAME
                      + " out, or set it to stmt2 (ws://, wss://, taos://) or schemaless (any"
                      + " URL)")
              : Map.of();
    };
  }
}
