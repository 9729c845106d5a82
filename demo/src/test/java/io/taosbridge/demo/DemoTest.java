package io.taosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--nonsense, Unknown option: '--nonsense'",
    "--rows=0, --rows must be at least 1",
    "--rows=many, Invalid value for option '--rows'",
    "--tdengine=elsewhere, --tdengine: not a TDengine URL",
    "--tdengine=ws://host/?colour=blue, colour"
  })
  void answersAWrongOptionWithUsageAndExitCode2(String option, String message) {
    // When
    int exitCode = run("--plugin-zip=none.zip", option);

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(message).contains("Usage: demo");
  }

  @Test
  void explainsItselfWhenAsked() {
    // When
    int exitCode = run("--help");

    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Usage: demo", "--tdengine=URL", "--keep", "Exit codes");
  }

  @Test
  void endsWith1AndOneLineWhenTheServerDoesNotAnswer() {
    // When
    int exitCode = run("--plugin-zip=none.zip", "--tdengine=ws://127.0.0.1:1?conn_retries=0");

    // Then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().strip()).contains("127.0.0.1:1").doesNotContain("\n");
  }

  private int run(String... arguments) {
    return new CommandLine(new Demo())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
