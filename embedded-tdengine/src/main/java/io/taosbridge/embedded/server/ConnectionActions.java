package io.taosbridge.embedded.server;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import java.util.List;
import java.util.Objects;

/** Connecting, and what is asked of a connection (websocket.md, section 4). */
final class ConnectionActions {

  private static final int INVALID_PARAMETER = 0x0118;
  private static final int DEFAULT_NATIVE_PORT = 6030;
  private static final int SERVICE_OK = 2;

  private static final int OPTION_ALL = -1;
  private static final int OPTION_CHARSET = 0;
  private static final int OPTION_ZONE = 1;
  private static final int OPTION_ADDRESS = 2;
  private static final int OPTION_APPLICATION = 3;
  private static final int OPTION_CONNECTOR = 4;

  private final Connection connection;
  private final Tokens tokens;
  private final boolean byCloud;
  private final String version;

  ConnectionActions(Connection connection, Tokens tokens, boolean byCloud, String version) {
    this.connection = connection;
    this.tokens = tokens;
    this.byCloud = byCloud;
    this.version = version;
  }

  /** A failed connect leaves the socket open for another one. */
  void connect(Args args, Exchange exchange) {
    Credentials credentials = new Credentials(args.text("user"), args.text("password"));
    String bearer = args.text("bearer_token");
    String database = args.text("db");
    boolean biMode = args.has("mode");
    int mode = args.i32("mode");
    connection.checkClosed();
    Engine engine = connection.engine();
    if (!bearer.isEmpty() && tokens.hasBearers(byCloud)) {
      credentials = tokens.ofBearer(bearer);
    }
    Session session = engine.login(credentials.user(), credentials.password());
    try {
      if (biMode && mode != 0) {
        throw new ProtocolException("unexpected mode:" + mode);
      }
      if (!database.isEmpty()) {
        engine.use(session, database);
      }
    } catch (ProtocolException | EngineException e) {
      engine.close(session);
      throw e;
    }
    if (!args.text("tz").isEmpty()) {
      Connection.zone(session, args.text("tz"), session.zone());
    }
    Connection.application(session, args.text("app"));
    session.address(args.text("ip"));
    connection.open(session);
    exchange.reply(node -> node.put("version", version));
  }

  void currentDatabase(Args args, Exchange exchange) {
    String database = Objects.requireNonNullElse(connection.session().database(), "");
    exchange.reply(node -> node.put("db", database));
  }

  void serverInfo(Args args, Exchange exchange) {
    exchange.reply(
        node -> node.put("info", "ver:" + version + "\nbuild:embedded\ngitinfo:embedded"));
  }

  /** Whoever asks for another port than the usual one asks for somebody who is not there. */
  void checkServerStatus(Args args, Exchange exchange) {
    int port = args.i32("port");
    boolean here = port == 0 || port == DEFAULT_NATIVE_PORT;
    exchange.reply(node -> node.put("status", here ? SERVICE_OK : 0).put("details", ""));
  }

  void options(Args args, Exchange exchange) {
    List<Args> options = args.objects("options");
    for (Args option : options) {
      String value = option.has("value") ? option.text("value") : null;
      set(option.i32("option"), value);
    }
    exchange.reply();
  }

  private void set(int option, String value) {
    Session session = connection.session();
    String text = Objects.requireNonNullElse(value, "");
    switch (option) {
      case OPTION_ALL -> {
        connection.zone(null);
        session.address("");
        session.application("");
      }
      case OPTION_ZONE -> connection.zone(value);
      case OPTION_ADDRESS -> session.address(text);
      case OPTION_APPLICATION -> Connection.application(session, text);
      case OPTION_CHARSET, OPTION_CONNECTOR -> {
        // Accepted; nothing here depends on it.
      }
      default -> throw new EngineException(INVALID_PARAMETER, "Invalid parameters");
    }
  }
}
