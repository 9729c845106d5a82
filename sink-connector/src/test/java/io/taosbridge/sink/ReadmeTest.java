package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.sink.config.SinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern OPTION = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([^|]*)\\|");

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void namesEveryOptionAndNoOther() {
    // Given
    Set<String> named = new HashSet<>();
    Matcher matcher = OPTION.matcher(readme);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }

    // Then
    assertThat(named).isEqualTo(SinkConfig.DEFINITION.names());
  }

  @Test
  void tellsTheDefaults() {
    // Given
    Matcher matcher = OPTION.matcher(readme);

    // Then
    while (matcher.find()) {
      ConfigDef.ConfigKey key = SinkConfig.DEFINITION.configKeys().get(matcher.group(1));
      Object value = key.defaultValue;
      boolean plain = value instanceof Boolean;
      if (plain || (value instanceof String text && !text.isEmpty())) {
        assertThat(matcher.group(2).strip()).as(key.name).isEqualTo("`" + value + "`");
      }
    }
  }

  @Test
  void leadsToPagesThatExist() {
    // Given
    Matcher link = Pattern.compile("]\\((\\.\\./[^)#]+)").matcher(readme);

    // Then
    while (link.find()) {
      assertThat(Path.of(link.group(1))).exists();
    }
  }
}
