package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.Parameter.Role;
import io.taosbridge.client.SortedRows;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.transport.Prepared;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames whose bytes are known from outside this project. */
class Stmt2FrameTest {

  private static final List<Parameter> TAG_AND_TWO_COLUMNS =
      List.of(
          new Parameter("tbname", ColumnType.of(DataType.VARCHAR, 192), Role.TABLE_NAME, null),
          new Parameter("g", ColumnType.of(DataType.INT), Role.TAG, null),
          new Parameter(
              "ts", ColumnType.of(DataType.TIMESTAMP), Role.COLUMN, Precision.MILLISECONDS),
          new Parameter("v", ColumnType.of(DataType.VARCHAR, 10), Role.COLUMN, null));

  private static final String PREFIX_5_1 =
      """
      05 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 09 00 00 00 00 00 00 00 01 00 ff ff ff ff
      """;

  private static final String TWO_TABLES =
      """
      d1 00 00 00 02 00 00 00 01 00 00 00 02 00 00 00
      1c 00 00 00 26 00 00 00 56 00 00 00
      03 00 03 00 64 31 00 64 32 00
      16 00 00 00 12 00 00 00
      16 00 00 00 04 00 00 00 01 00 00 00 00 00 04 00 00 00 07 00 00 00
      12 00 00 00 04 00 00 00 01 00 00 00 01 00 00 00 00 00
      40 00 00 00 33 00 00 00
      23 00 00 00 09 00 00 00 02 00 00 00 00 00 00 10 00 00 00
      00 68 e5 cf 8b 01 00 00 e8 6b e5 cf 8b 01 00 00
      1d 00 00 00 08 00 00 00 02 00 00 00 00 01 01 02 00 00 00 00 00 00 00 02 00 00 00 61 62
      1a 00 00 00 09 00 00 00 01 00 00 00 00 00 08 00 00 00 00 68 e5 cf 8b 01 00 00
      19 00 00 00 08 00 00 00 01 00 00 00 00 01 03 00 00 00 03 00 00 00 78 79 7a
      """;

  private static final String QUERY =
      """
      4e 00 00 00 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 00 00 00 00 1c 00 00 00
      2e 00 00 00
      16 00 00 00 04 00 00 00 01 00 00 00 00 00 04 00 00 00 05 00 00 00
      18 00 00 00 08 00 00 00 01 00 00 00 00 01 02 00 00 00 02 00 00 00 61 62
      """;

  @Test
  void bindsSeveralTables() {
    // Given
    BindBatch batch = new BindBatch(TAG_AND_TWO_COLUMNS);
    TableBinding d1 = batch.table("d1");
    d1.tag(0).append(7);
    d1.column(0).append(1700000000000L);
    d1.column(1).append("ab");
    d1.column(0).append(1700000001000L);
    d1.column(1).append(null);
    TableBinding d2 = batch.table("d2");
    d2.tag(0).append(null);
    d2.column(0).append(1700000000000L);
    d2.column(1).append("xyz");

    // When
    List<List<TableRows>> parts = TableRows.split(batch);
    ByteBuffer frame = Stmt2Frame.bind(5, 1, parts.get(0), new SendBuffer());

    // Then
    assertThat(parts).hasSize(1);
    assertThat(hex(frame)).isEqualTo(hex(PREFIX_5_1 + TWO_TABLES));
  }

  @Test
  void bindsSeveralTablesGivenByColumn() {
    // Given
    BindBatch batch = new BindBatch(TAG_AND_TWO_COLUMNS);
    SortedRows sorted = batch.sorted();
    sorted.add("d1", 2);
    sorted.add("d2", 1);
    sorted.tag(0).append(7);
    sorted.tag(0).append(null);
    for (long time : new long[] {1700000000000L, 1700000001000L, 1700000000000L}) {
      sorted.column(0).append(time);
    }
    for (String text : Arrays.asList("ab", null, "xyz")) {
      sorted.column(1).append(text);
    }

    // When
    List<List<TableRows>> parts = TableRows.split(batch);
    ByteBuffer frame = Stmt2Frame.bind(5, 1, parts.get(0), new SendBuffer());

    // Then
    String byTable = hex(PREFIX_5_1 + TWO_TABLES);
    assertThat(hex(frame)).hasSameSizeAs(byTable).isEqualTo(byTable);
    assertThat(batch.rows()).isEqualTo(3);
    assertThat(batch.byteSize()).isGreaterThan(40).isLessThan(hex(frame).length());
  }

  @Test
  void bindsTheValuesOfAQuery() {
    // Given
    List<ValueBuffer> values = List.of(ValueBuffer.ofQueryValue(5), ValueBuffer.ofQueryValue("ab"));

    // When
    ByteBuffer frame = Stmt2Frame.bindQuery(5, 1, values);

    // Then
    assertThat(hex(frame)).isEqualTo(hex(PREFIX_5_1 + QUERY));
  }

  @Test
  void bindsATableThatTheStatementNames() {
    // Given
    BindBatch batch = new BindBatch(TAG_AND_TWO_COLUMNS.subList(2, 3));
    batch.table(null).column(0).append(1L);

    // When
    ByteBuffer frame = Stmt2Frame.bind(5, 1, TableRows.split(batch).get(0), new SendBuffer());

    // Then
    String payload =
        "3a000000 01000000 00000000 01000000 00000000 00000000 1c000000"
            + "1a000000 1a000000 09000000 01000000 00 00 08000000 0100000000000000";
    assertThat(hex(frame)).isEqualTo(hex(PREFIX_5_1 + payload));
  }

  @Test
  void splitsTablesThatHaveMoreRowsThanOneBindTakes() {
    // Given
    BindBatch batch = new BindBatch(TAG_AND_TWO_COLUMNS.subList(2, 4));
    TableBinding small = batch.table("small");
    small.column(0).append(1L);
    TableBinding large = batch.table("large");
    for (long i = 0; i < 70_000; i++) {
      large.column(0).append(i);
    }
    batch.table("empty");

    // When
    List<List<TableRows>> parts = TableRows.split(batch);

    // Then
    BoundTable first = batch.tables().get(0);
    BoundTable second = batch.tables().get(1);
    assertThat(parts).hasSize(3);
    assertThat(parts.get(0))
        .containsExactly(new TableRows(first, 0, 1), new TableRows(second, 0, 32_767));
    assertThat(parts.get(1)).containsExactly(new TableRows(second, 32_767, 65_534));
    assertThat(parts.get(2)).containsExactly(new TableRows(second, 65_534, 70_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws-stmt2-types-ms", "ws-stmt2-types-ns"})
  void writesTheFramesThatAServerHasTaken(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    long id = 0;
    Prepared statement = null;
    int compared = 0;

    for (GoldenEvent event : recording.events()) {
      if (event.fromServer()
          && event.isText()
          && event.json().path("action").textValue().equals("stmt2_prepare")) {
        Reply.Json prepared = new Reply.Json(event.json());
        id = prepared.number("stmt_id");
        statement = ServerStatement.prepared(prepared);
      }
      if (event.fromClient() && event.isBinary() && event.bytes().getLong(16) == 9) {
        BindBatch batch = RecordedBind.decode(event.bytes(), statement.parameters());

        // When
        ByteBuffer frame =
            Stmt2Frame.bind(
                event.bytes().getLong(0), id, TableRows.split(batch).get(0), new SendBuffer());

        // Then
        assertThat(hex(frame)).as("event %d", event.number()).isEqualTo(hex(event.bytes()));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(4);
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String hex(String text) {
    return text.replaceAll("\\s", "");
  }
}
