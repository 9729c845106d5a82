package io.taosbridge.embedded;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server by itself until it is interrupted. */
@Command(
    name = "embedded-tdengine",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description =
        "A stand-in for TDengine behind taosAdapter, on 127.0.0.1. Keeps its data in memory.")
public final class Main implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "6041",
      description = "Port to listen on, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() {
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "embedded-tdengine-stop"));
    try (EmbeddedTDengine server = EmbeddedTDengine.builder().port(port).start()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("listening on ws://127.0.0.1:" + server.port());
      out.flush();
      stop.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
