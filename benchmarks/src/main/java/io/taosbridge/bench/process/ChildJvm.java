package io.taosbridge.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM whose CPU time and heap are its own.
 *
 * <p>Its standard error is ours. Its standard input stays open as long as this process lives, so
 * that a child which calls {@link ParentWatch#begin()} never outlives it.
 */
public final class ChildJvm implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a JVM that says on its standard output that it is ready.
   *
   * @param environment is added to ours
   */
  public static ChildJvm start(JavaCommand command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command.line()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start());
  }

  /**
   * Waits until it prints a line that begins so; what it prints later is dropped.
   *
   * @return the rest of that line
   * @throws IOException if it ends before
   */
  public String awaitAnnouncement(String beginning) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the process ended before it said \"" + beginning + "\"");
    }
    dropOutput();
    return line.substring(beginning.length());
  }

  /** Lets it print what it likes, for a full pipe would hold it up. */
  public void dropOutput() {
    Thread thread = new Thread(this::readAll, "output of process " + process.pid());
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll() {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It has ended.
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Of all its threads, since it was started; in steps of 10 ms on Linux. */
  public double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / NANOS;
  }

  /** Its MBeans. */
  public ChildBeans beans() {
    return ChildBeans.of(process.pid());
  }

  /** Asks it to end, waits, and makes it end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      out.close();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
