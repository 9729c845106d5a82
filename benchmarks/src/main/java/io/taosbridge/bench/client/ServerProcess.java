package io.taosbridge.bench.client;

import io.taosbridge.bench.process.ServerCpu;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The embedded server in a process of its own, so that its CPU time is not ours. */
public final class ServerProcess implements AutoCloseable {

  private static final String ANNOUNCEMENT = "listening on ws://";

  private final Process process;
  private final String host;

  private ServerProcess(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /**
   * @throws IOException if it does not start
   */
  public static ServerProcess start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xmx6g",
                    "-Xmn2g",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.taosbridge.embedded.Main",
                    "--port",
                    "0"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith(ANNOUNCEMENT)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the embedded server ended before it listened");
    }
    return new ServerProcess(process, line.substring(ANNOUNCEMENT.length()));
  }

  /** Its CPU time. */
  public ServerCpu cpu() {
    return new ServerCpu(List.of(process.toHandle()));
  }

  /** So that what comes next does not wait for the garbage of what came before. */
  public void collectGarbage() throws IOException, InterruptedException {
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    int exit =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(jcmd + " ended with " + exit);
    }
  }

  /** Host and port. */
  public String host() {
    return host;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
