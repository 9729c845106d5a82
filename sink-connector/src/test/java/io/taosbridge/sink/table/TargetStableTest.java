package io.taosbridge.sink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetStableTest {

  @Test
  void findsColumnsAndTagsByNameAndCase() {
    // Given
    ColumnInfo timestamp = column("ts", false, false);
    ColumnInfo key = column("k", false, true);
    ColumnInfo tag = column("t", true, false);

    // When
    TargetStable stable = new TargetStable(new TableSchema(List.of(timestamp, key), List.of(tag)));

    // Then
    assertThat(stable.primaryTimestamp()).isEqualTo(timestamp);
    assertThat(stable.hasCompositeKey()).isTrue();
    assertThat(stable.column("k")).isEqualTo(key);
    assertThat(stable.column("t")).isEqualTo(tag);
    assertThat(stable.column("T")).isNull();
  }

  private static ColumnInfo column(String name, boolean tag, boolean compositeKey) {
    return new ColumnInfo(name, ColumnType.of(DataType.INT), tag, compositeKey);
  }
}
