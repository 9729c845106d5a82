package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TmqRawDecoderTest {

  /** The worked example of tmq.md, section 4. */
  private static final String EXAMPLE =
      """
      64 12000000 11 6400000000000000 11 6700000000000000 01000000 01 01
      4f 0100000000000000 0000000000000001 00 00
      02000000 3d000000 01000000 02000000 00000080 0000000000000000
      09 08000000 04 04000000  08000000 04000000  00 0068e5cf8b010000  00 2a000000  00
      04 02  09 01 10 02 03 747300  04 01 08 04 02 7600  03 643100
      0000000000000000
      """;

  @Test
  void readsTheWorkedExample() {
    // When
    TmqData data = new TmqRawDecoder().decode(bytes(EXAMPLE));
    // Then
    assertThat(data.requestOffset()).isEqualTo(100);
    assertThat(data.responseOffset()).isEqualTo(103);
    TableBlock block = data.blocks().get(0);
    assertThat(data.blocks()).hasSize(1);
    assertThat(block.table()).isEqualTo("d1");
    assertThat(block.schemaVersion()).isEqualTo(1);
    assertThat(block.precision()).isEqualTo(Precision.MILLISECONDS);
    assertThat(block.fields())
        .containsExactly(
            new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
            new Field("v", ColumnType.of(DataType.INT)));
    assertThat(GoldenRows.actual(block.block())).containsExactly(List.of("1700000000000", "42"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmq-data-stable-ms",
        "tmq-data-stable-us",
        "tmq-data-stable-ns",
        "tmq-data-stable-many-ns",
        "tmq-data-database-ms",
        "tmq-data-database-ns",
        "tmq-data-query-ms",
        "tmq-data-query-types-ms",
        "tmq-data-query-types-ns",
        "tmq-big-stable",
        "tmq-big-query",
        "tmq-meta-plain",
        "tmq-meta-batch"
      })
  void readsTheRowsThatTheServersOwnClientReads(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    List<String> expected = expectedRows(recording);

    // When
    Collection<List<String>> actualBySocket = rowsBySocket(recording).values();

    // Then
    assertThat(expected).isNotEmpty();
    assertThat(actualBySocket)
        .isNotEmpty()
        .allSatisfy(rows -> assertThat(rows).isEqualTo(expected));
  }

  @Test
  void tellsWhereTheNextReadStarts() {
    // Given
    GoldenRecording recording = GoldenRecording.load("tmq-data-stable-ms");
    JsonNode message = recording.expectations().get(0).path("messages").get(0);
    // When
    TmqData data = new TmqRawDecoder().decode(payloads(recording).get(0));
    // Then
    assertThat(data.requestOffset()).isEqualTo(message.path("offset").longValue());
    // The expectation was read by another consumer, whose own entries moved its position on.
    assertThat(data.responseOffset()).isEqualTo(0x21);
  }

  @Test
  void keepsTheFieldsOfBlocksOfDifferentTablesApart() {
    // Given
    GoldenRecording recording = GoldenRecording.load("tmq-data-database-ms");
    Map<String, List<String>> expected = new TreeMap<>();
    for (JsonNode message : recording.expectations().get(0).path("messages")) {
      for (JsonNode block : message.path("blocks")) {
        expected.put(
            block.path("table").textValue(), block.path("columns").findValuesAsText("name"));
      }
    }
    // When
    Map<String, List<String>> actual = new TreeMap<>();
    for (TableBlock block : new TmqRawDecoder().decode(payloads(recording).get(0)).blocks()) {
      actual.put(block.table(), block.fields().stream().map(Field::name).toList());
    }
    // Then
    assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(1);
  }

  @Test
  void sharesOneListOfFieldsAmongMessagesOfTheSameSchema() {
    // Given
    TmqRawDecoder decoder = new TmqRawDecoder();
    // When
    TmqData first = decoder.decode(bytes(EXAMPLE));
    TmqData second = decoder.decode(bytes(EXAMPLE));
    // Then
    assertThat(second.blocks().get(0).fields()).isSameAs(first.blocks().get(0).fields());
  }

  @Test
  void refusesAJsonColumnByName() {
    // Given
    ByteBuffer payload = payloads(GoldenRecording.load("tmq-json-tag")).get(0);
    // When, Then
    assertThatThrownBy(() -> new TmqRawDecoder().decode(payload))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("column j is of type JSON")
        .hasMessageContaining("j->'key'");
  }

  @Test
  void readsAMessageWithoutBlocks() {
    // When
    TmqData data =
        new TmqRawDecoder()
            .decode(bytes("64 12000000 11 0100000000000000 11 0200000000000000 00000000"));
    // Then
    assertThat(data).isEqualTo(new TmqData(1, 2, List.of()));
  }

  @Test
  void hasNoOffsetForASnapshot() {
    // Given
    String snapshot = "12 0100000000000000 0200000000000000 00";
    String snapshotWithKey = "13 0100000000000000 0200000000000000 08 02 6162";
    // When
    TmqData data =
        new TmqRawDecoder().decode(bytes("64 27000000" + snapshot + snapshotWithKey + "00000000"));
    // Then
    assertThat(data).isEqualTo(new TmqData(TmqData.NO_OFFSET, TmqData.NO_OFFSET, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 63, version 99",
    "5, 17, offset of type 23",
    "26, ff, blocks",
    "28, 00, blocks without schema",
    "45, 02, 1 rows that says it has 2",
    "46, 01, compressed block",
    "47, 03, precision",
    "109, 02, names for 1",
    "111, 05, column ts is of two types"
  })
  void namesWhatIsWrongInAMessage(int position, String value, String expected) {
    // Given
    ByteBuffer payload = bytes(EXAMPLE);
    payload.put(position, (byte) Integer.parseInt(value, 16));
    // When, Then
    assertThatThrownBy(() -> new TmqRawDecoder().decode(payload))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(expected);
  }

  /** Counts and lengths far beyond the bytes that are there. */
  @ParameterizedTest
  @CsvSource({
    "1, ffffff7f",
    "23, ffffff7f",
    "29, ffffffff07",
    "109, feffffff0f",
    "126, ffffffff07"
  })
  void believesNoCountThatTheBytesDoNotBear(int position, String count) {
    // Given
    ByteBuffer payload = bytes(EXAMPLE);
    payload.put(position, HexFormat.of().parseHex(count));
    // When, Then
    assertThatThrownBy(() -> new TmqRawDecoder().decode(payload))
        .isInstanceOf(ResultException.class);
  }

  @Test
  void refusesEveryMessageCutShortBeforeItsLastBlockEnds() {
    // Given
    ByteBuffer payload = bytes(EXAMPLE);
    int endOfBlocks = payload.limit() - Long.BYTES;
    for (int length = 0; length < endOfBlocks; length++) {
      ByteBuffer cut = payload.slice(0, length);
      // When, Then
      assertThatThrownBy(() -> new TmqRawDecoder().decode(cut))
          .as("cut at %d", length)
          .isInstanceOf(ResultException.class);
    }
  }

  @Test
  void corruptBytesGiveAValueOrOneOfOurExceptions() {
    // Given
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ByteBuffer good = payloads(GoldenRecording.load("tmq-data-stable-ms")).get(0);
    byte[] original = new byte[good.remaining()];
    good.get(original);

    for (int round = 0; round < 5_000; round++) {
      byte[] corrupt = original.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        corrupt[random.nextInt(random.nextBoolean() ? 64 : corrupt.length)] =
            (byte) random.nextInt();
      }
      // When
      try {
        for (TableBlock block : new TmqRawDecoder().decode(ByteBuffer.wrap(corrupt)).blocks()) {
          GoldenRows.actual(block.block());
        }
      } catch (ResultException | MalformedBlockException expected) {
        // Then
        assertThat(expected).hasMessageNotContaining("null");
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }

  private static List<String> expectedRows(GoldenRecording recording) {
    List<String> rows = new ArrayList<>();
    for (JsonNode message : recording.expectations().get(0).path("messages")) {
      for (JsonNode block : message.path("blocks")) {
        addRows(rows, block.path("table").textValue(), GoldenRows.expected(block));
      }
    }
    Collections.sort(rows);
    return rows;
  }

  private static Map<Integer, List<String>> rowsBySocket(GoldenRecording recording) {
    Map<Integer, List<String>> rows = new TreeMap<>();
    TmqRawDecoder decoder = new TmqRawDecoder();
    for (GoldenEvent event : recording.events()) {
      if (isRawReply(event) && reply(event).hasData()) {
        List<String> ofSocket =
            rows.computeIfAbsent(event.connection(), socket -> new ArrayList<>());
        for (TableBlock block : decoder.decode(reply(event).payload()).blocks()) {
          addRows(ofSocket, block.table(), GoldenRows.actual(block.block()));
        }
      }
    }
    rows.values().forEach(Collections::sort);
    return rows;
  }

  private static void addRows(List<String> rows, String table, List<List<String>> cells) {
    cells.forEach(row -> rows.add(table + ": " + row));
  }

  private static List<ByteBuffer> payloads(GoldenRecording recording) {
    return recording.events().stream()
        .filter(TmqRawDecoderTest::isRawReply)
        .map(TmqRawDecoderTest::reply)
        .filter(TmqRawReply::hasData)
        .map(TmqRawReply::payload)
        .toList();
  }

  private static TmqRawReply reply(GoldenEvent event) {
    return TmqRawReply.of(BinaryReply.read(event.bytes()));
  }

  private static boolean isRawReply(GoldenEvent event) {
    return event.fromServer() && event.isBinary() && event.bytes().getLong(0) == -1;
  }
}
