package io.taosbridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.sink.TDengineSinkConnector;
import io.taosbridge.source.TDengineSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the page on performance names exists. */
class PerformanceDocTest {

  private static final Path PAGE = Path.of("../docs/performance.md");
  private static final Pattern OPTION = Pattern.compile("(?m)^\\| `([a-z.0-9]+)` \\|");
  private static final Pattern ARGUMENT = Pattern.compile(" (--[a-z][a-z-]+)");

  @Test
  void everyTunedOptionExists() throws IOException {
    // Given
    Set<String> known = new HashSet<>();
    known.add("tasks.max");
    known.addAll(new TDengineSourceConnector().config().names());
    known.addAll(new TDengineSinkConnector().config().names());
    ProducerConfig.configNames().forEach(name -> known.add("producer.override." + name));
    ConsumerConfig.configNames().forEach(name -> known.add("consumer.override." + name));

    // When
    List<String> named = named(OPTION);

    // Then
    assertThat(named).hasSizeGreaterThan(20);
    assertThat(known).containsAll(named);
  }

  @Test
  void everyArgumentOfTheBenchExists() throws IOException {
    // When
    List<String> named = named(ARGUMENT);

    // Then
    assertThat(named).isNotEmpty();
    assertThat(new CommandLine(new Bench()).getCommandSpec().optionsMap())
        .containsKeys(named.toArray(String[]::new));
  }

  private static List<String> named(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
  }
}
