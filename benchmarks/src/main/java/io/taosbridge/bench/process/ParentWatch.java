package io.taosbridge.bench.process;

import java.io.IOException;
import java.io.OutputStream;

/** Ends a {@link ChildJvm} when the process that started it is gone. */
public final class ParentWatch {

  private ParentWatch() {}

  /** To be called first by a child's {@code main}. */
  public static void begin() {
    Thread thread = new Thread(ParentWatch::endWithParent, "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The pipe broke, which says the same as its end.
    }
    System.exit(1);
  }
}
