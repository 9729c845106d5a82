package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks of made-up columns and values; each test's name shows its seed. */
class GeneratedBlocksTest {

  private static final int BLOCKS = 200;
  private static final int MUTATIONS = 100;

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsWhatWasWritten(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    for (int i = 0; i < BLOCKS; i++) {
      // Given
      List<ColumnType> types = random.types();
      List<List<Object>> rows = random.values(types, random.rows());

      // When
      Block block = Block.wrap(build(types, rows));

      // Then
      assertThat(block.rows()).isEqualTo(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        assertThat(BlockExamplesTest.row(block, row)).containsExactly(rows.get(row).toArray());
      }
      for (int column = 0; column < types.size(); column++) {
        assertThat(block.column(column).type()).isEqualTo(types.get(column));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsTheSameFromMemoryOutsideTheHeap(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    for (int i = 0; i < BLOCKS; i++) {
      // Given
      List<ColumnType> types = random.types();
      List<List<Object>> rows = random.values(types, random.rows());
      ByteBuffer bytes = build(types, rows);

      // When
      Block block =
          Block.wrap(ByteBuffer.allocateDirect(bytes.remaining()).put(bytes.duplicate()).flip());

      // Then
      for (int row = 0; row < rows.size(); row++) {
        assertThat(BlockExamplesTest.row(block, row)).containsExactly(rows.get(row).toArray());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void slicesAreTheBytesOfValues(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    for (int i = 0; i < BLOCKS; i++) {
      // Given
      List<ColumnType> types = random.types();
      List<List<Object>> rows = random.values(types, random.rows());
      Block block = Block.wrap(build(types, rows));

      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < types.size(); column++) {
          if (types.get(column).type().isVariable()) {
            // When
            ByteBuffer slice = block.column(column).getSlice(row);

            // Then
            Column single = new SingleValue(types.get(column), rows.get(row).get(column));
            assertThat(slice).isEqualTo(single.getSlice(0));
            if (slice != null && types.get(column).type() == DataType.NCHAR) {
              assertThat(text(slice)).isEqualTo(single.getString(0));
            } else if (slice != null) {
              assertThat(slice).isEqualTo(ByteBuffer.wrap(single.getBytes(0)));
            }
          }
        }
      }
    }
  }

  private static String text(ByteBuffer codePoints) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < codePoints.remaining(); at += Integer.BYTES) {
      text.appendCodePoint(codePoints.getInt(at));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void refusesEveryBlockThatIsCutShort(long seed) {
    // Given
    RandomBlocks random = new RandomBlocks(seed);
    List<ColumnType> types = random.types();
    byte[] whole = build(types, random.values(types, 9)).array();

    for (int length = 0; length < whole.length; length++) {
      // When
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));

      // Then
      try {
        Block.wrap(cut);
        fail("took a block cut to %d of %d bytes", length, whole.length);
      } catch (MalformedBlockException expected) {
        assertThat(expected).hasMessageContaining("bytes");
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesAValueOrMalformedBlockForAnyBytes(long seed) {
    RandomBlocks random = new RandomBlocks(seed);
    Random damage = new Random(seed);
    for (int i = 0; i < BLOCKS; i++) {
      List<ColumnType> types = random.types();
      byte[] whole = build(types, random.values(types, random.rows())).array();
      for (int j = 0; j < MUTATIONS; j++) {
        // Given
        byte[] damaged = whole.clone();
        int header = Block.HEADER_LENGTH + Block.HEADER_PER_COLUMN * types.size();
        for (int k = damage.nextInt(4); k >= 0; k--) {
          int bound = damage.nextBoolean() ? Math.min(header, whole.length) : whole.length;
          damaged[damage.nextInt(bound)] = (byte) damage.nextInt();
        }

        // When
        readAll(damaged);

        // Then nothing but MalformedBlockException was thrown, which readAll takes
      }
    }
  }

  private static void readAll(byte[] bytes) {
    Block block;
    try {
      block = Block.wrap(ByteBuffer.wrap(bytes));
    } catch (MalformedBlockException refused) {
      return;
    }
    for (int row = 0; row < block.rows(); row++) {
      for (int column = 0; column < block.columnCount(); column++) {
        try {
          block.column(column).getObject(row);
        } catch (MalformedBlockException refused) {
          assertThat(refused).hasMessageMatching("(row|NCHAR).*");
        }
      }
    }
  }

  private static ByteBuffer build(List<ColumnType> types, List<List<Object>> rows) {
    BlockBuilder builder = new BlockBuilder(types);
    rows.forEach(row -> BlockExamplesTest.append(builder, row.toArray()));
    return builder.build(1);
  }
}
