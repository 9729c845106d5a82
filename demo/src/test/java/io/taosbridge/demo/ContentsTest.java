package io.taosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.demo.Contents.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentsTest {

  private static final Contents ORIGINAL =
      new Contents(
          List.of("ts TIMESTAMP(8)"),
          Map.of("a", new Table(2, Map.of("ts", 1L)), "b", new Table(3, Map.of("ts", 2L))));

  @Test
  void seesNoDifferenceToItself() {
    assertThat(ORIGINAL.differencesTo(ORIGINAL)).isEmpty();
    assertThat(ORIGINAL.rows()).isEqualTo(5);
  }

  @Test
  void namesTheColumnThatHoldsOtherValues() {
    // Given
    Contents copy = with(Map.of("a", new Table(2, Map.of("ts", 9L)), "b", table("b")));

    // When / Then
    assertThat(ORIGINAL.differencesTo(copy)).containsExactly("a.ts holds other values");
  }

  @Test
  void namesTheTableThatHasFewerRows() {
    // Given
    Contents copy = with(Map.of("a", new Table(1, Map.of("ts", 1L)), "b", table("b")));

    // When / Then
    assertThat(ORIGINAL.differencesTo(copy)).containsExactly("a has 2 rows and became 1");
  }

  @Test
  void namesTablesThatAreMissingOrTooMany() {
    // Given
    Contents copy = with(Map.of("a", table("a"), "c", table("b")));

    // When / Then
    assertThat(ORIGINAL.differencesTo(copy))
        .containsExactly("child table b is missing", "child table c came from nowhere");
  }

  @Test
  void seesThatTheSupertableIsDefinedOtherwise() {
    // Given
    Contents copy = new Contents(List.of("ts BIGINT(8)"), ORIGINAL.tables());

    // When / Then
    assertThat(ORIGINAL.differencesTo(copy))
        .containsExactly("supertable [ts TIMESTAMP(8)] became [ts BIGINT(8)]");
  }

  private static Table table(String name) {
    return ORIGINAL.tables().get(name);
  }

  private static Contents with(Map<String, Table> tables) {
    return new Contents(ORIGINAL.definition(), tables);
  }
}
