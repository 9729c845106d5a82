package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.ConnectTask;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A crash between any two records of a message of 10,000 rows of four tables. What a restarted task
 * reads depends on nothing but the offset that is stored, so each crash is tried that leaves
 * another one, and the outcome is worked out for all of them.
 */
class RestartWithinAMessageTest {

  private static final int TABLES = 4;
  private static final int ROWS = 10_000;

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<String, String> settings = new HashMap<>();

  /** By the offsets that are stored: all that a task reads which starts from them. */
  private final Map<Map<Map<String, ?>, Map<String, ?>>, int[]> restarts = new LinkedHashMap<>();

  @BeforeEach
  void writeAMessage() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    StringBuilder insert = new StringBuilder("insert into");
    for (int table = 0; table < TABLES; table++) {
      insert.append(" $db.c" + table + " using $db.st tags (" + table + ") values");
      for (int row = table; row < ROWS; row += TABLES) {
        insert.append(" (" + (1_700_000_000_000L + row) + "," + row + ")");
      }
    }
    server.execute(insert.toString());
    settings.put("connection.url", server.url());
    settings.put("topics", topic);
    settings.put("name", server.database());
    settings.put("poll.max.wait.ms", "50");
    settings.put("transaction.max.ms", "0");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNoRowAndRepeatsAtMostTheMessage(boolean aTableIsDropped) throws InterruptedException {
    // Given
    List<SourceRecord> message = readMessage(false, new ArrayList<>());
    int[] rows = rows(message);
    int left = dropTable(aTableIsDropped);

    // When
    for (int crash = 0; crash <= ROWS; crash++) {
      boolean whole = crash == ROWS;
      int[] again = restart(storedAfter(message, crash), whole ? 0 : left);

      // Then
      int[] arrivals = new int[ROWS];
      count(arrivals, rows, crash);
      count(arrivals, again, again.length);
      assertThat(rowsWithout(arrivals, aTableIsDropped)).as("crash after %s", crash).isEmpty();
      assertThat(again).as("crash after %s", crash).hasSize(whole ? 0 : left);
    }
    assertThat(restarts).hasSize(3); // nothing stored, the message's begin, its end
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deliversEachRowOnceInTransactions(boolean aTableIsDropped) throws InterruptedException {
    // Given
    List<Boolean> ends = new ArrayList<>();
    List<SourceRecord> message = readMessage(true, ends);
    int[] rows = rows(message);
    int left = dropTable(aTableIsDropped);

    // When
    for (int crash = 0; crash <= ROWS; crash++) {
      int committed = ends.subList(0, crash).lastIndexOf(true) + 1;
      boolean whole = committed == ROWS;
      int[] again = restart(storedAfter(message, committed), whole ? 0 : left);

      // Then
      int[] arrivals = new int[ROWS];
      count(arrivals, rows, committed);
      count(arrivals, again, again.length);
      assertThat(IntStream.of(arrivals).max()).as("crash after %s", crash).hasValue(1);
      assertThat(rowsWithout(arrivals, aTableIsDropped && !whole))
          .as("crash after %s", crash)
          .isEmpty();
    }
    assertThat(restarts).hasSize(2); // nothing stored, the message's end
  }

  /** Whatever a transform leaves out: what is stored with the transaction is the end. */
  @Test
  void storesTheEndOfAMessageWithEachOfItsRecordsInTransactions() throws InterruptedException {
    // When
    List<SourceRecord> message = readMessage(true, new ArrayList<>());

    // Then
    assertThat(message)
        .extracting(SourceRecord::sourceOffset)
        .containsOnly(message.get(ROWS - 1).sourceOffset());
  }

  private List<SourceRecord> readMessage(boolean exactlyOnce, List<Boolean> ends)
      throws InterruptedException {
    try (ConnectTask task = new ConnectTask(settings, Map.of(), exactlyOnce)) {
      List<SourceRecord> records = task.poll(ROWS);
      assertThat(records).hasSize(ROWS);
      assertThat(records)
          .extracting(record -> record.headers().lastWithName("tdengine.offset").value())
          .containsOnly(records.get(0).headers().lastWithName("tdengine.offset").value());
      if (exactlyOnce) {
        records.forEach(record -> ends.add(task.endsTransaction(record)));
      }
      return records;
    }
  }

  /** Drops the table of a quarter of the rows, if told; tells how many rows are left. */
  private int dropTable(boolean really) {
    if (really) {
      server.execute("drop table $db.c1");
    }
    return really ? ROWS - ROWS / TABLES : ROWS;
  }

  /** As Kafka Connect stores it when it has so many of the records. */
  private static Map<Map<String, ?>, Map<String, ?>> storedAfter(
      List<SourceRecord> message, int records) {
    if (records == 0) {
      return Map.of();
    }
    SourceRecord last = message.get(records - 1);
    return Map.of(last.sourcePartition(), last.sourceOffset());
  }

  private int[] restart(Map<Map<String, ?>, Map<String, ?>> stored, int expected)
      throws InterruptedException {
    int[] known = restarts.get(stored);
    if (known == null) {
      // A row that comes later shows that there is no more to come before it.
      server.execute("insert into $db.c0 values (1800000000000, -1)");
      try (ConnectTask task = new ConnectTask(settings, stored, false)) {
        int markers = restarts.size() + 1;
        known = IntStream.of(rows(task.poll(expected + markers))).filter(row -> row >= 0).toArray();
      }
      restarts.put(stored, known);
    }
    return known;
  }

  private static void count(int[] arrivals, int[] rows, int first) {
    for (int i = 0; i < first; i++) {
      arrivals[rows[i]]++;
    }
  }

  private static List<Integer> rowsWithout(int[] arrivals, boolean aTableIsMissing) {
    return IntStream.range(0, ROWS)
        .filter(row -> arrivals[row] == 0 && !(aTableIsMissing && row % TABLES == 1))
        .boxed()
        .toList();
  }

  private static int[] rows(List<SourceRecord> records) {
    return records.stream().mapToInt(record -> ((Struct) record.value()).getInt32("v")).toArray();
  }
}
