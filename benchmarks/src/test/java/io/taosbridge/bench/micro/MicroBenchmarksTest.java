package io.taosbridge.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Blackhole;

/** Who is measured against whom must do the same work. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
class MicroBenchmarksTest {

  private static final Blackhole HOLE =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  @Test
  void bothDecodersSeeTheSameCells() {
    // Given
    BlockDecode decode = new BlockDecode();

    // When
    long ours = decode.ours();

    // Then
    assertThat(ours).isNotZero().isEqualTo(decode.vendor());
  }

  @Test
  void allFramesBindTheSame() {
    // Given
    FrameEncode encode = new FrameEncode();

    // When, Then
    assertThatNoException().isThrownBy(encode::open);
    encode.close();
  }

  @Test
  void theFrameOfMapsBindsWhatIsInTheJson() {
    // Given
    MapEncode encode = new MapEncode();

    // When, Then
    assertThatNoException().isThrownBy(encode::open);
    encode.close();
  }

  @Test
  void theFrameOfLinesBindsWhatTheySay() {
    // Given
    LineEncode encode = new LineEncode();

    // When, Then
    assertThatNoException().isThrownBy(encode::open);
    encode.close();
  }

  @Test
  void bothDecodersSeeTheSameStrings() {
    // Given
    StringDecode decode = new StringDecode();

    // When
    long ours = decode.ours();

    // Then
    assertThat(ours).isNotZero().isEqualTo(decode.vendor());
  }

  @Test
  void recordsHoldWhatTheDriversMapsHold() throws SQLException {
    // Given
    StructDecode decode = new StructDecode();

    // When
    List<SourceRecord> records = decode.ours(HOLE);
    decode.close();

    // Then
    List<Map<String, Object>> maps = decode.vendor();
    assertThat(records).hasSize(Meters.ROWS).hasSameSizeAs(maps);
    for (int row = 0; row < Meters.ROWS; row++) {
      Struct value = (Struct) records.get(row).value();
      for (Map.Entry<String, Object> cell : maps.get(row).entrySet()) {
        assertThat(plain(value.get(cell.getKey())))
            .as("row %d, %s", row, cell.getKey())
            .isEqualTo(plain(cell.getValue()));
      }
    }
  }

  /** The driver's form of texts and times depends on its settings. */
  private static Object plain(Object value) {
    if (value instanceof byte[] text) {
      return new String(text, StandardCharsets.UTF_8);
    }
    return value instanceof Date time ? time.getTime() : value;
  }

  @Test
  void theLowerBoundAllocatesTheSameRecords() throws SQLException {
    // Given
    StructDecode decode = new StructDecode();

    // When
    List<SourceRecord> least = decode.bound(HOLE);
    decode.close();

    // Then
    List<SourceRecord> records = decode.ours(HOLE);
    assertThat(least).hasSameSizeAs(records);
    for (int row = 0; row < Meters.ROWS; row++) {
      assertThat(least.get(row).value()).isEqualTo(records.get(row).value());
      assertThat(least.get(row).key()).isEqualTo(records.get(row).key());
      assertThat(least.get(row).timestamp()).isEqualTo(records.get(row).timestamp());
      assertThat(least.get(row).headers()).isEqualTo(records.get(row).headers());
    }
  }

  @Test
  void linesHoldEveryFieldThatIsNotNull() throws SQLException {
    // Given
    LineDecode decode = new LineDecode();

    // When
    List<SourceRecord> records = decode.ours();
    decode.close();

    // Then
    List<Map<String, Object>> maps = decode.vendor();
    assertThat(records).hasSize(Meters.ROWS);
    for (int row = 0; row < Meters.ROWS; row++) {
      Map<String, Object> cells = new HashMap<>(maps.get(row));
      cells.keySet().removeAll(List.of("ts", "changed"));
      String line = (String) records.get(row).value();
      assertThat(line.split("[ ,]"))
          .filteredOn(part -> part.contains("=") && !part.startsWith("tbname"))
          .as(line)
          .hasSize((int) cells.values().stream().filter(Objects::nonNull).count());
    }
  }
}
