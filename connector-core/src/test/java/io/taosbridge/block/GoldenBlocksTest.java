package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks that a real server sent for text queries, against the rows that its own client read. */
class GoldenBlocksTest {

  private static final int RESULT_ID = 8;
  private static final int BLOCK = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws-query-types-ms",
        "ws-query-types-ns",
        "ws-query-blocks",
        "ws-stmt2-types-ms",
        "ws-stmt2-types-ns"
      })
  void readsTheRowsThatTheServersOwnClientReads(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    int compared = 0;

    for (JsonNode expectation : recording.expectations()) {
      GoldenEvent request = recording.event(expectation.path("for_event").intValue());
      if (!request.isText() || !request.json().path("action").textValue().equals("query")) {
        continue;
      }

      // When
      List<List<String>> rows = new ArrayList<>();
      for (ByteBuffer block : blocks(recording, request)) {
        rows.addAll(GoldenRows.actual(Block.wrap(block)));
      }

      // Then
      assertThat(rows).as("event %d", request.number()).isEqualTo(GoldenRows.expected(expectation));
      compared++;
    }
    assertThat(compared).isPositive();
  }

  /** Not every recording will do: the server leaves bits behind the last row as they were. */
  @ParameterizedTest
  @ValueSource(strings = {"ws-query-types-ms", "ws-stmt2-types-ms"})
  void writesTheBytesThatTheServerWrites(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    int compared = 0;

    for (GoldenEvent event : recording.events()) {
      if (!event.fromServer() || !event.isBinary() || event.bytes().getLong(0) == -1) {
        continue;
      }
      Block block = Block.wrap(event.bytes().position(BLOCK));

      // When
      List<ColumnType> types = new ArrayList<>();
      for (int i = 0; i < block.columnCount(); i++) {
        types.add(block.column(i).type());
      }
      BlockBuilder builder = new BlockBuilder(types);
      for (int row = 0; row < block.rows(); row++) {
        BlockExamplesTest.append(builder, BlockExamplesTest.row(block, row));
      }

      // Then
      ByteBuffer recorded = event.bytes().position(BLOCK).slice();
      assertThat(HexFormat.of().formatHex(builder.build(1).array()))
          .isEqualTo(HexFormat.of().formatHex(bytes(recorded)));
      compared++;
    }
    assertThat(compared).isPositive();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<ByteBuffer> blocks(GoldenRecording recording, GoldenEvent request) {
    long requestId = request.json().path("args").path("req_id").longValue();
    long result = -1;
    List<ByteBuffer> blocks = new ArrayList<>();
    for (GoldenEvent event : recording.events()) {
      if (!event.fromServer() || event.number() < request.number()) {
        continue;
      }
      if (event.isText() && event.json().path("req_id").longValue() == requestId) {
        result = event.json().path("id").longValue();
      } else if (event.isBinary() && event.bytes().getLong(RESULT_ID) == result) {
        ByteBuffer bytes = event.bytes();
        if (bytes.getLong(0) != -1) {
          blocks.add(bytes.position(BLOCK).slice());
        }
      }
    }
    return blocks;
  }
}
