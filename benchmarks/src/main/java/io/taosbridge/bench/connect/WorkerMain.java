package io.taosbridge.bench.connect;

import io.taosbridge.bench.process.ParentWatch;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A worker as {@code connect-distributed.sh} runs it, which also ends with its parent. */
final class WorkerMain {

  private WorkerMain() {}

  /**
   * @param arguments the file with its properties
   */
  public static void main(String[] arguments) {
    ParentWatch.begin();
    ConnectDistributed.main(arguments);
  }
}
