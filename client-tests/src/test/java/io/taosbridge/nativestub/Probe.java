package io.taosbridge.nativestub;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.nio.file.Path;
import java.time.Duration;
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
        connection.execute("create database power keep 36500");
        connection.execute("use power");
        connection.execute("create table t (ts timestamp, a int)");
        connection.query("select * from t").fetchAll();
        System.out.println("connected");
        use(connection, url, arguments[1]);
        System.out.println(USED);
      } catch (InterfaceException e) {
        System.out.println(e.getMessage());
      }
    }
    System.exit(0);
  }

  private static void use(Connection connection, String url, String feature) {
    switch (feature) {
      case "prepare" -> connection.prepare("insert into t values (?, ?)").close();
      case "schemaless" -> connection.insert(SchemalessBatch.ofLines(List.of("m,t=a v=1i 1")));
      case "subscribe" -> subscribe(connection, url);
      case "ping" -> connection.ping();
      case "reconnect" -> TDengine.connect("taos://root:taosdata@127.0.0.1:1/?config=/").close();
      default -> throw new IllegalArgumentException(feature);
    }
  }

  /** Reads rows of two tables with different columns, and prints all that is known of them. */
  private static void subscribe(Connection connection, String url) {
    connection.execute("create topic everything as database power");
    connection.execute("create table other (ts timestamp, name nchar(9), d decimal(20, 4))");
    connection.execute("insert into t values (1000, 1) (2000, null)");
    connection.execute("insert into other values (3000, '日本', 12.5)");
    TmqOptions options = TmqOptions.ofGroup("g").with("auto.offset.reset", "earliest");
    try (TmqConsumer consumer = TDengine.consumer(ConnectionOptions.parse(url), options)) {
      consumer.subscribe(List.of("everything"));
      for (int rows = 0; rows < 3; ) {
        TmqData data = consumer.poll(Duration.ofSeconds(60)).orElseThrow().data();
        data.blocks().forEach(block -> print(data, block));
        rows += data.rows();
      }
    }
  }

  private static void print(TmqData data, TableBlock table) {
    for (int row = 0; row < table.block().rows(); row++) {
      StringBuilder cells = new StringBuilder();
      for (int i = 0; i < table.fields().size(); i++) {
        cells.append(' ').append(table.block().column(i).getObject(row));
      }
      System.out.println(
          String.join(
              " ",
              "row",
              data.requestOffset() + ".." + data.responseOffset(),
              table.table(),
              table.precision().toString(),
              table.fields() + cells.toString()));
    }
  }
}
