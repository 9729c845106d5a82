package io.taosbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the examples in the client's README against those that {@link ClientExamplesTest} runs. */
class ReadmeTest {

  private static final Path README = Path.of("../connector-core/README.md");
  private static final Path EXAMPLES =
      Path.of("src/test/java", ClientExamplesTest.class.getName().replace('.', '/') + ".java");
  private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ASSERTION = Pattern.compile("\\n *assert[^;]*;");

  @Test
  void everyExampleIsOneThatRuns() throws IOException {
    // Given
    String run = withoutIndent(ASSERTION.matcher(Files.readString(EXAMPLES)).replaceAll(""));

    // When
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(README))
            .results()
            .map(MatchResult::group)
            .map(ReadmeTest::withoutFences)
            .toList();

    // Then
    assertThat(examples)
        .hasSizeGreaterThan(10)
        .allSatisfy(example -> assertThat(run).contains(withoutIndent(example)));
  }

  private static String withoutFences(String example) {
    return example.replace("```java\n", "").replace("```", "");
  }

  private static String withoutIndent(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
