package io.taosbridge.bench.connect;

import io.taosbridge.bench.process.ParentWatch;
import io.taosbridge.local.LocalBroker;
import java.nio.file.Path;

/** A broker, until its process is ended. */
final class BrokerMain {

  static final String ANNOUNCEMENT = "bootstrap.servers=";

  private BrokerMain() {}

  /**
   * @param arguments the folder to keep its data in
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    try (LocalBroker broker = LocalBroker.start(Path.of(arguments[0]))) {
      System.out.println(ANNOUNCEMENT + broker.bootstrapServers());
      Thread.currentThread().join();
    }
  }
}
