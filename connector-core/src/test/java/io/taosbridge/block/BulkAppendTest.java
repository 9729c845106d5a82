package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are appended many at a time; each generated test's name shows its seed. */
class BulkAppendTest {

  private static final int BLOCKS = 200;
  private static final int TEXTS = 20_000;

  static List<Long> seeds() {
    return List.of(20261122L, System.nanoTime());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rangesOfAColumnAreAsIfAppendedOneByOne(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    Random ranges = new Random(seed);
    for (int i = 0; i < BLOCKS; i++) {
      // Given
      List<ColumnType> types = random.types();
      List<List<Object>> rows = random.values(types, random.rows());
      BlockBuilder source = new BlockBuilder(types);
      rows.forEach(row -> BlockExamplesTest.append(source, row.toArray()));
      Block block = Block.wrap(source.build(1));

      // When
      BlockBuilder copied = new BlockBuilder(types);
      BlockBuilder appended = new BlockBuilder(types);
      for (int j = 0; j < 4; j++) {
        int begin = ranges.nextInt(rows.size() + 1);
        int end = begin + ranges.nextInt(rows.size() - begin + 1);
        for (int column = 0; column < types.size(); column++) {
          copied.column(column).appendAll(block.column(column), begin, end);
        }
        rows.subList(begin, end).forEach(row -> BlockExamplesTest.append(appended, row.toArray()));
      }

      // Then
      assertThat(copied.build(1)).isEqualTo(appended.build(1));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aRepeatedValueIsAsIfAppendedAgain(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    Random times = new Random(seed);
    for (int i = 0; i < BLOCKS; i++) {
      // Given
      List<ColumnType> types = random.types();
      List<List<Object>> rows = random.values(types, random.rows());

      // When
      BlockBuilder repeated = new BlockBuilder(types);
      BlockBuilder appended = new BlockBuilder(types);
      for (List<Object> row : rows) {
        int more = times.nextInt(20);
        BlockExamplesTest.append(repeated, row.toArray());
        for (int column = 0; column < types.size(); column++) {
          repeated.column(column).repeat(more);
        }
        for (int j = 0; j <= more; j++) {
          BlockExamplesTest.append(appended, row.toArray());
        }
      }

      // Then
      assertThat(repeated.build(1)).isEqualTo(appended.build(1));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void takesAsUtf8WhatTheJdkTakes(long seed) {
    ColumnType type = ColumnType.of(DataType.NCHAR, 20);
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      // Given
      byte[] bytes = bytes(random);
      BlockBuilder expected = new BlockBuilder(List.of(type));
      expected.column(0).appendString("before");
      boolean valid = true;
      try {
        CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        expected.column(0).appendString(text.toString());
      } catch (CharacterCodingException e) {
        valid = false;
      }

      // When
      BlockBuilder block = new BlockBuilder(List.of(type));
      block.column(0).appendString("before");
      boolean taken = block.column(0).appendUtf8(bytes, 0, bytes.length);

      // Then
      assertThat(taken).isEqualTo(valid);
      assertThat(block.build(1)).isEqualTo(expected.build(1));
    }
  }

  /** A text of one to four code points, half of them with a byte changed. */
  private static byte[] bytes(Random random) {
    int[] limits = {0x80, 0x800, Character.MIN_SURROGATE, Character.MAX_CODE_POINT + 1};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.appendCodePoint(random.nextInt(limits[random.nextInt(limits.length)]));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  @Test
  void takesFixedValuesAsBlocksHaveThem() {
    // Given
    List<ColumnType> types =
        List.of(ColumnType.of(DataType.SMALLINT), ColumnType.of(DataType.BOOL));
    BlockBuilder block = new BlockBuilder(types);

    // When
    block.column(0).appendFixed(new byte[] {9, 1, 2, 3, (byte) 0x80}, 1, 2);
    block.column(1).appendFixed(new byte[] {0, 7}, 0, 2);

    // Then
    Block built = Block.wrap(block.build(1));
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < 2; row++) {
      values.add(built.column(0).getObject(row));
      values.add(built.column(1).getObject(row));
    }
    assertThat(values).containsExactly((short) 0x201, false, (short) 0x8003, true);
  }

  @Test
  void refusesValuesOfAnotherType() {
    // Given
    BlockBuilder numbers = new BlockBuilder(List.of(ColumnType.of(DataType.INT)));
    BlockBuilder texts = new BlockBuilder(List.of(ColumnType.of(DataType.VARCHAR, 5)));
    numbers.column(0).append(1);
    texts.column(0).append("a");
    Column number = Block.wrap(numbers.build(1)).column(0);
    Column text = Block.wrap(texts.build(1)).column(0);

    // Then
    assertThatThrownBy(() -> numbers.column(0).appendAll(text, 0, 1))
        .isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> texts.column(0).appendAll(number, 0, 1))
        .isInstanceOf(ClassCastException.class);
  }
}
