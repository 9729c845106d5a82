package io.taosbridge.it;

import io.taosbridge.local.LocalWorker;
import io.taosbridge.local.WorkerOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program that a {@link WorkerProcess} runs. */
final class ChildWorker {

  static final String ANNOUNCEMENT = "worker at ";

  private ChildWorker() {}

  /** What {@link #main} makes the same options of. */
  static List<String> arguments(WorkerOptions options) {
    return List.of(
        options.bootstrapServers(),
        options.pluginPath().toString(),
        options.groupId(),
        options.offsetFlushInterval().toString(),
        options.sessionTimeout().toString());
  }

  public static void main(String[] arguments) throws IOException {
    WorkerOptions options =
        WorkerOptions.of(arguments[0], Path.of(arguments[1]))
            .withGroupId(arguments[2])
            .withOffsetFlushInterval(Duration.parse(arguments[3]))
            .withSessionTimeout(Duration.parse(arguments[4]));
    try (LocalWorker worker = LocalWorker.start(options)) {
      System.out.println(ANNOUNCEMENT + worker.restUrl());
      // Ends when the parent closes it, or ends in whichever way.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
