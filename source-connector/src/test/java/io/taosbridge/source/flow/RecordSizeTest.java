package io.taosbridge.source.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

  private static SourceRecord record(Object value) {
    return new SourceRecord(Map.of(), Map.of(), "t", null, null, "key", null, value);
  }

  @Test
  void growsWithTheBytesOfValues() {
    // Given
    Schema schema = SchemaBuilder.struct().field("b", Schema.BYTES_SCHEMA).build();
    Struct struct = new Struct(schema).put("b", new byte[5_000]);

    // Then
    for (Object value :
        List.of(
            new byte[5_000],
            "x".repeat(5_000),
            struct,
            Map.of("b", new byte[5_000]),
            List.of(new byte[5_000]))) {
      assertThat(RecordSize.of(List.of(record(value)))).isBetween(5_000L, 6_500L);
    }
  }

  @Test
  void countsAllOfManyRecords() {
    // Given
    SourceRecord record = record(new byte[1_000]);
    long one = RecordSize.of(List.of(record));

    // Then
    assertThat(RecordSize.of(Collections.nCopies(10_000, record))).isEqualTo(10_000 * one);
    assertThat(RecordSize.of(List.of())).isZero();
    assertThat(RecordSize.of(List.of(record(null)))).isPositive();
  }
}
