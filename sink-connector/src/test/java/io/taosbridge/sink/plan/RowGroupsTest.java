package io.taosbridge.sink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.pending.Route;
import io.taosbridge.sink.table.StableName;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowGroupsTest {

  private final WritePlan narrow = plan();
  private final WritePlan wide = plan();
  private final RowGroups groups = new RowGroups();
  private long offset;

  @Test
  void putsAllRowsOfOnePlanIntoOneGroupTableByTable() {
    // Given
    groups.add(narrow, row("a", 1));
    groups.add(narrow, row("b", 1));
    groups.add(narrow, row("a", 2));

    // When
    List<RowGroup> sorted = groups.inOrder();

    // Then
    assertThat(sorted).hasSize(1);
    assertThat(sorted.get(0).rows()).extracting(Row::table).containsExactly("a", "a", "b");
  }

  @Test
  void keepsTheOrderOfATableWhoseColumnsChangeToAndFro() {
    // Given
    groups.add(narrow, row("a", 1));
    groups.add(wide, row("a", 1));
    groups.add(narrow, row("a", 1));

    // When
    List<RowGroup> sorted = groups.inOrder();

    // Then
    assertThat(sorted).extracting(RowGroup::plan).containsExactly(narrow, wide, narrow);
  }

  @Test
  void makesNoMoreGroupsForATableWhoseColumnsChangeWithEveryRow() {
    // Given
    for (int i = 0; i < 10; i++) {
      groups.add(i % 2 == 0 ? narrow : wide, row("a", i));
    }

    // When
    List<RowGroup> sorted = groups.inOrder();

    // Then
    assertThat(sorted).extracting(RowGroup::plan).containsExactly(narrow, wide);
  }

  @Test
  void makesNoMoreGroupsForTablesWhoseColumnsDiffer() {
    // Given
    for (int i = 0; i < 10; i++) {
      groups.add(narrow, row("a", i));
      groups.add(wide, row("b", i));
    }

    // When
    List<RowGroup> sorted = groups.inOrder();

    // Then
    assertThat(sorted).extracting(RowGroup::plan).containsExactly(narrow, wide);
  }

  @Test
  void letsTheLaterOfTwoRowsWithTheSameKeyWinAndRemembersTheEarlier() {
    // Given
    groups.add(narrow, row("a", 2));
    groups.add(narrow, row("a", 1));
    groups.add(narrow, row("a", 2));
    groups.add(narrow, row("a", 3));

    // When
    List<Row> rows = groups.inOrder().get(0).rows();

    // Then
    assertThat(rows).extracting(Row::timestamp).containsExactly(2L, 1L, 3L);
    assertThat(rows).extracting(row -> row.origin().offset()).containsExactly(2L, 1L, 3L);
    assertThat(rows.get(0).superseded().origin().offset()).isZero();
  }

  @Test
  void keepsRowsApartThatDifferInTheCompositeKeyOnly() {
    // Given
    groups.add(narrow, row("a", 1, "x"));
    groups.add(narrow, row("a", 1, "y"));
    groups.add(narrow, row("a", 1, "x"));

    // When
    List<Row> rows = groups.inOrder().get(0).rows();

    // Then
    assertThat(rows).extracting(Row::compositeKey).containsExactly("x", "y");
  }

  @Test
  void keepsTheSameTimestampOfDifferentTables() {
    // Given
    groups.add(narrow, row("a", 1));
    groups.add(narrow, row("b", 1));

    // When
    List<Row> rows = new ArrayList<>(groups.inOrder().get(0).rows());

    // Then
    assertThat(rows).hasSize(2);
  }

  private Row row(String table, long timestamp) {
    return row(table, timestamp, null);
  }

  private Row row(String table, long timestamp, Object compositeKey) {
    PendingRecord origin =
        new PendingRecord(
            new SinkRecord("t", 0, null, null, null, "v", offset++), 1, new Route(0, false), 0);
    return new Row(origin, "v", table, timestamp, compositeKey, null);
  }

  private static WritePlan plan() {
    return new WritePlan(
        new StableName("d", "s"),
        "ts",
        "INSERT",
        null,
        null,
        null,
        List.of(),
        List.of(),
        true,
        List.of(),
        null);
  }
}
