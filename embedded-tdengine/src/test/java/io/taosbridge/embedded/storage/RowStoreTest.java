package io.taosbridge.embedded.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowStoreTest {

  private static final Schema SCHEMA =
      Schema.of(
          List.of(
              new ColumnDef("ts", ColumnType.of(DataType.TIMESTAMP), 1, false),
              new ColumnDef("v", ColumnType.of(DataType.INT), 2, false)));

  private final RowStore store = new RowStore(new RowOrder(SCHEMA));

  private static Row row(long time, int value) {
    Object[] cells = Row.cells(2);
    cells[Row.cellIndex(2)] = value;
    return new Row(time, cells);
  }

  @Test
  void holdsTheLastRowOfEachTimeInOrder() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TreeMap<Long, Integer> expected = new TreeMap<>();

    // When
    for (int batch = 0; batch < 50; batch++) {
      TreeMap<Long, Integer> written = new TreeMap<>();
      int size = 1 + random.nextInt(40);
      for (int i = 0; i < size; i++) {
        written.put((long) random.nextInt(500), random.nextInt());
      }
      List<Row> rows = new ArrayList<>();
      written.forEach((time, value) -> rows.add(row(time, value)));
      store.put(rows);
      expected.putAll(written);
    }

    // Then
    TreeMap<Long, Object> found = new TreeMap<>();
    List<Row> rows = store.range(Long.MIN_VALUE, Long.MAX_VALUE);
    rows.forEach(row -> found.put(row.timestamp(), row.get(2)));
    assertThat(rows).as("seed %d", seed).isSortedAccordingTo(new RowOrder(SCHEMA));
    assertThat(rows).as("seed %d", seed).hasSameSizeAs(expected.keySet());
    assertThat(found).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void givesAndRemovesRanges() {
    // Given
    store.put(List.of(row(1, 1), row(2, 2), row(3, 3), row(5, 5)));

    // Then
    assertThat(store.range(2, 4)).extracting(Row::timestamp).containsExactly(2L, 3L);
    assertThat(store.range(6, Long.MAX_VALUE)).isEmpty();
    assertThat(store.range(4, 2)).isEmpty();

    // When
    store.remove(2, 3);

    // Then
    assertThat(store.range(Long.MIN_VALUE, Long.MAX_VALUE))
        .extracting(Row::timestamp)
        .containsExactly(1L, 5L);
  }
}
