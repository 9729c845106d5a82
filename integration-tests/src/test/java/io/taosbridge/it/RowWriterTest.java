package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that is to be killed while it reads must have something to read. */
class RowWriterTest {

  /** In the first database, tables c0 to c3 belong to one vgroup of the embedded server. */
  @ParameterizedTest
  @CsvSource({"it_3dcf03cb8b54_source, 2", "row_writer_one, 1", "row_writer_four, 4"})
  void writesAsMuchIntoEachVgroup(String name, int vgroups) throws Exception {
    try (TDengineServer server = TDengineServer.start();
        TestDatabase database = new TestDatabase(server.url(), name)) {
      // Given
      database.create("VGROUPS " + vgroups);
      database.execute("CREATE STABLE {db}.st (ts TIMESTAMP, v BIGINT) TAGS (t INT)");

      // When
      long written;
      try (RowWriter writer = new RowWriter(database)) {
        await().atMost(Scenario.PATIENCE).until(() -> database.count("st") > 0);
        written = writer.stop();
      }

      // Then
      assertThat(rowsOfVgroups(database))
          .hasSize(vgroups)
          .allSatisfy((vgroup, rows) -> assertThat(rows).isEqualTo(written / vgroups));
      assertThat(database.count("st")).isEqualTo(written);
    }
  }

  private static Map<Object, Long> rowsOfVgroups(TestDatabase database) {
    Map<Object, Long> rows = new HashMap<>();
    for (List<Object> table :
        database.query(
            "SELECT vgroup_id, table_name FROM information_schema.ins_tables"
                + " WHERE db_name = '{db}'")) {
      rows.merge(table.get(0), database.count((String) table.get(1)), Long::sum);
    }
    return rows;
  }
}
