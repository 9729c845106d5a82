package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/delivery-semantics.md} promises has a test, in whichever module. */
class DeliverySemanticsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** In code font: a class of tests, a point, a method. */
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  private static final Pattern ROW = Pattern.compile("(?m)^\\|(?! ?-)(.*)\\|$");

  private final String document;

  DeliverySemanticsTest() throws IOException {
    document = Files.readString(ROOT.resolve("docs/delivery-semantics.md"));
  }

  @Test
  void namesTestsThatExist() throws IOException {
    // Given
    List<String> missing = new ArrayList<>();
    Matcher named = NAMED.matcher(document);

    // When
    while (named.find()) {
      if (!exists(named.group(1), named.group(2))) {
        missing.add(named.group());
      }
    }

    // Then
    assertThat(missing).isEmpty();
  }

  @Test
  void namesATestOnEachLineOfItsTables() {
    // Given
    List<String> lines =
        ROW.matcher(document)
            .results()
            .map(row -> row.group(1))
            .filter(row -> !row.contains("shown by"))
            .toList();

    // Then
    assertThat(lines).hasSizeGreaterThan(10);
    assertThat(lines).allSatisfy(line -> assertThat(line).containsPattern(NAMED));
  }

  private static boolean exists(String type, String method) throws IOException {
    Pattern declared = Pattern.compile("\\bvoid " + method + "\\(");
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests) && holds(tests, type + ".java", declared)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(Path tests, String name, Pattern declared) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      for (Path file : files.filter(each -> each.endsWith(name)).toList()) {
        if (declared.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }
}
