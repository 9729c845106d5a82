package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.testing.Allocations;
import io.taosbridge.testing.Damage;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A block that lies about its sizes must not fill the memory; the test's name shows its seed. */
class AllocationTest {

  private static final int ROUNDS = 5_000;
  private static final int FIXED = 1 << 20;

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofAnyBytesIsBounded(long seed) {
    wrap(new byte[0]); // loads the classes
    RandomBlocks random = new RandomBlocks(seed);
    Damage damage = new Damage(seed);
    for (int i = 0; i < ROUNDS; i++) {
      // Given
      List<ColumnType> types = random.types();
      BlockBuilder builder = new BlockBuilder(types);
      random
          .values(types, random.rows())
          .forEach(row -> BlockExamplesTest.append(builder, row.toArray()));
      byte[] bytes = damage.of(builder.build(1).array());

      // When
      long allocated = Allocations.of(() -> wrap(bytes));

      // Then
      assertThat(allocated).isLessThan(FIXED + 64L * bytes.length);
    }
  }

  private static void wrap(byte[] bytes) {
    try {
      Block.wrap(ByteBuffer.wrap(bytes));
    } catch (MalformedBlockException refused) {
      // is as good an answer
    }
  }
}
