package io.taosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.Column;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnDigestTest {

  @Test
  void isTheSameForTheSameValues() {
    assertThat(text("a", "b")).isEqualTo(text("a", "b"));
    assertThat(numbers(1.5, null)).isEqualTo(numbers(1.5, null));
  }

  @Test
  void tellsNullFromEmptyTextAndFromZero() {
    assertThat(text((String) null)).isNotEqualTo(text(""));
    assertThat(numbers((Double) null)).isNotEqualTo(numbers(0.0));
  }

  @Test
  void tellsTheOrderOfValues() {
    assertThat(text("a", "b")).isNotEqualTo(text("b", "a"));
    assertThat(numbers(1.0, null)).isNotEqualTo(numbers(null, 1.0));
  }

  @Test
  void tellsWhereAValueEnds() {
    assertThat(text("ab", "c")).isNotEqualTo(text("a", "bc"));
  }

  private static long text(String... values) {
    return digest(ColumnType.of(DataType.VARCHAR, 20), values);
  }

  private static long numbers(Double... values) {
    return digest(ColumnType.of(DataType.DOUBLE), values);
  }

  private static long digest(ColumnType type, Object[] values) {
    BlockBuilder builder = new BlockBuilder(List.of(type));
    for (Object value : values) {
      builder.column(0).append(value);
    }
    Column column = Block.wrap(builder.build(1)).column(0);
    ColumnDigest digest = new ColumnDigest();
    for (int row = 0; row < values.length; row++) {
      digest.add(column, row);
    }
    return digest.value();
  }
}
