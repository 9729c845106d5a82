package io.taosbridge.nativestub;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of its own that loads another library, or none, and prints what the client says. The
 * first argument is the rest of the URL, the second what to do; the others, if any, say what the
 * library is compiled with.
 */
final class Probe {

  static final String USED = "served";

  private Probe() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedTDengine server = EmbeddedTDengine.start()) {
      if (arguments.length > 2) {
        String[] definitions =
            List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
        Path directory = Path.of("target", "native-stub", definitions[0]);
        NativeStub.load(directory, definitions);
      }
      String url = "taos://root:taosdata@127.0.0.1:" + server.port() + arguments[0];
      try (Connection connection = TDengine.connect(url)) {
        connection.execute("create database power");
        connection.execute("use power");
        connection.execute("create table t (ts timestamp, a int)");
        connection.query("select * from t").fetchAll();
        System.out.println("connected");
        use(connection, arguments[1]);
        System.out.println(USED);
      } catch (InterfaceException e) {
        System.out.println(e.getMessage());
      }
    }
    System.exit(0);
  }

  private static void use(Connection connection, String feature) {
    switch (feature) {
      case "prepare" -> connection.prepare("insert into t values (?, ?)").close();
      case "schemaless" -> connection.insert(SchemalessBatch.ofLines(List.of("m,t=a v=1i 1")));
      case "ping" -> connection.ping();
      case "reconnect" -> TDengine.connect("taos://root:taosdata@127.0.0.1:1/?config=/").close();
      default -> throw new IllegalArgumentException(feature);
    }
  }
}
