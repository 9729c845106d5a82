package io.taosbridge.demo;

import io.taosbridge.local.LocalBroker;
import io.taosbridge.local.LocalWorker;
import java.io.PrintWriter;

/** What to try while everything is running. */
record Hints(Servers servers, LocalBroker broker, LocalWorker worker, Replication replication) {

  void print(PrintWriter out) {
    String rest = worker.restUrl().toString();
    out.println();
    out.println("Everything is left running; Ctrl-C ends it. In another terminal:");
    out.println();
    out.println("  curl -s " + rest + "connectors?expand=status");
    for (String connector : replication.connectors()) {
      out.println("  curl -s " + rest + "connectors/" + connector + "/offsets");
    }
    out.println();
    out.println("  # a new row on the source, which shows up on the target");
    sql(
        out,
        servers.source(),
        "INSERT INTO "
            + servers.source().database()
            + ".station_aotizhongxin (ts, pm25) VALUES (now, 42)");
    sql(
        out,
        servers.target(),
        "SELECT LAST_ROW(ts), pm25 FROM " + servers.target().database() + ".station_aotizhongxin");
    out.println();
    out.println("  # the records in between, with the scripts of a Kafka distribution");
    out.println(
        "  kafka-console-consumer.sh --bootstrap-server "
            + broker.bootstrapServers()
            + " --topic "
            + replication.topicName()
            + " --from-beginning --max-messages 3 --property print.key=true --property"
            + " print.headers=true");
    out.flush();
  }

  private void sql(PrintWriter out, Side side, String sql) {
    out.println("  curl -s -u " + servers.login() + " " + side.restSqlUrl() + " -d '" + sql + "'");
  }
}
