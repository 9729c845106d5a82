package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.embedded.golden.WireClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private static final Pattern LISTENING = Pattern.compile("listening on ws://127.0.0.1:(\\d+)");

  @Test
  void explainsItsOptions() {
    // Given
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out));

    // When
    int exitCode = command.execute("--help");

    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("--port").contains("6041");
  }

  @Test
  void servesOnThePortItNamesUntilInterrupted() throws Exception {
    // Given
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine().setOut(new PrintWriter(out));
    Thread running = new Thread(() -> command.execute("--port", "0"));
    running.start();
    await().until(() -> LISTENING.matcher(out.toString()).find());
    Matcher listening = LISTENING.matcher(out.toString());
    assertThat(listening.find()).isTrue();

    // When
    try (WireClient client = new WireClient(Integer.parseInt(listening.group(1)), "/ws")) {
      String version = client.call("version", "").get("version").textValue();

      // Then
      assertThat(version).isEqualTo("3.3.8.0");
    }
    running.interrupt();
    running.join();
  }
}
