package io.taosbridge.demo;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code bin/demo} runs. Exit code 0: both sides are the same; 1: they are not; 2: usage. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = false,
    sortOptions = false,
    description = {
      "Replicates 420,768 real measurements of air quality from one TDengine through Kafka into"
          + " another, with the packaged plugin in a real Connect worker, and compares both sides.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:both sides are the same", "1:they are not, or something failed", "2:usage"})
public final class Demo implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--tdengine",
      paramLabel = "URL",
      description = {
        "A server to use instead of the embedded ones, such as ws://root:taosdata@host:6041. Two new"
            + " databases are made on it, and dropped in the end."
      })
  private String url;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "420768",
      description = "Replicate the first N rows only.")
  private long rows;

  @Option(
      names = "--keep",
      description = "Leave everything running for a look around, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--plain",
      description = {
        "Print progress on lines of their own, as where standard output is no terminal."
      })
  private boolean plain;

  @Option(
      names = "--plugin-zip",
      paramLabel = "FILE",
      required = true,
      hidden = true,
      description = "The packaged plugin; bin/demo gives it.")
  private Path pluginZip;

  @SuppressWarnings("UnusedVariable")
  @Option(names = "--help", usageHelp = true, description = "Print this and exit.")
  private boolean help;

  /** Ends the JVM with the exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rows < 1) {
      throw new ParameterException(spec.commandLine(), "--rows must be at least 1");
    }
    if (url != null) {
      checkUrl();
    }
    Run run = new Run(spec.commandLine().getOut(), !plain, pluginZip, rows, keep);
    try {
      return run.run(url) ? 0 : 1;
    } catch (TDengineException e) {
      spec.commandLine().getErr().println("\n" + e.getMessage());
      return 1;
    }
  }

  private void checkUrl() {
    try {
      ConnectionOptions.parse(url);
    } catch (InterfaceException e) {
      throw new ParameterException(spec.commandLine(), "--tdengine: " + e.getMessage(), e);
    }
  }
}
