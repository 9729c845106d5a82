package io.taosbridge.connect;

import java.util.Map;
import org.slf4j.MDC;

/**
 * Makes threads that do not keep a worker from ending, and whose lines in its log say which
 * connector or task they belong to.
 */
public final class Daemon {

  private Daemon() {}

  public static Thread start(String name, Runnable work) {
    Thread thread = create(name, work);
    thread.start();
    return thread;
  }

  /** A thread that is not started yet; its lines in the log are those of who calls this. */
  public static Thread create(String name, Runnable work) {
    Map<String, String> logContext = MDC.getCopyOfContextMap();
    Thread thread =
        new Thread(
            () -> {
              if (logContext != null) {
                MDC.setContextMap(logContext);
              }
              work.run();
            },
            name);
    thread.setDaemon(true);
    return thread;
  }
}
