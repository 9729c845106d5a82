package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when the library is missing or lacks something, each time in a new process. */
class NativeLibraryTest {

  @TempDir private Path directory;

  @BeforeEach
  void requireCompiler() {
    assumeTrue(Compiler.find().isPresent(), "skipped: no C compiler (cc, gcc, clang) in the PATH");
  }

  private static String probe(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Probe.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("LD_LIBRARY_PATH");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void aMissingLibraryIsToldWithWhereItWasLookedFor() throws IOException {
    for (String usual : List.of("/usr/lib/libtaos.so", "/usr/local/lib/libtaos.so")) {
      assumeTrue(!Files.exists(Path.of(usual)), "skipped: TDengine's client is installed here");
    }

    // When
    String output = probe(List.of("-Djna.library.path=" + directory), "", "ping");

    // Then
    assertThat(output)
        .contains("libtaos.so and libtaosnative.so")
        .contains("jna.library.path (" + directory + ")")
        .contains("LD_LIBRARY_PATH (not set)")
        .contains("ws://");
  }

  @Test
  void aLibraryThatIsTooOldIsToldWithWhatItLacks() throws IOException {
    // When
    String output = probe(List.of(), "", "ping", "STUB_WITHOUT_FIELDS_E");

    // Then
    assertThat(output)
        .contains("the native transport needs taos_fetch_fields_e")
        .contains("3.3.6")
        .contains("libtaos.so");
  }

  @ParameterizedTest
  @CsvSource({
    "'', prepare, STUB_WITHOUT_STMT2, taos_stmt2_bind_param",
    "'', subscribe, STUB_WITHOUT_SEEK, tmq_offset_seek",
    "'', schemaless, STUB_WITHOUT_SCHEMALESS, taos_schemaless_insert_raw_ttl_with_reqid_tbname_key"
  })
  void aFeatureThatTheLibraryLacksIsToldWhenItIsUsed(
      String url, String feature, String definition, String symbol) throws IOException {
    // When
    String output = probe(List.of(), url, feature, definition);

    // Then
    assertThat(output)
        .contains("connected")
        .contains(symbol)
        .contains("3.3.8.0")
        .contains("ws://")
        .doesNotContain(Probe.USED);
  }

  @Test
  void messagesAreReadBlockByBlockWhereTheyCannotBeReadWhole() throws IOException {
    // When
    String whole = probe(List.of(), "", "subscribe", "STUB_AS_IT_IS");
    String blocks = probe(List.of(), "", "subscribe", "STUB_WITHOUT_RAW");

    // Then
    assertThat(whole.lines().filter(line -> line.startsWith("row ")))
        .hasSize(3)
        .anyMatch(line -> line.contains("other MILLISECONDS") && line.endsWith("3000 日本 12.5000"));
    assertThat(blocks).isEqualTo(whole).contains(Probe.USED);
  }

  @Test
  void theTimezoneNeedsItsFunction() throws IOException {
    // When
    String without = probe(List.of(), "?timezone=UTC", "ping", "STUB_WITHOUT_OPTIONS");
    String unused = probe(List.of(), "", "ping", "STUB_WITHOUT_OPTIONS");

    // Then
    assertThat(without).contains("timezone").contains("taos_options_connection");
    assertThat(unused).contains(Probe.USED);
  }

  @Test
  void aSecondConfigurationIsRefused() throws IOException {
    // When
    String output = probe(List.of(), "?config=" + directory, "reconnect", "STUB_AS_IT_IS");

    // Then
    assertThat(output)
        .contains("connected")
        .contains("option config is /,")
        .contains("was started with " + directory);
  }

  @Test
  void aConfigurationThatDoesNotExistIsRefused() throws IOException {
    // When
    String output = probe(List.of(), "?config=/nowhere/at/all", "ping", "STUB_AS_IT_IS");

    // Then
    assertThat(output).contains("must be a directory that exists: /nowhere/at/all");
  }
}
