package io.taosbridge.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.OperationalException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All ways of reading a result, mixed and broken off. */
@Timeout(60)
class BlockResultTest {

  /** A result whose blocks are given, and which fails or waits when told so. */
  private static final class FakeResult extends BlockResult {

    private final Deque<Block> blocks = new ArrayDeque<>();
    private final CompletableFuture<Void> interrupted = new CompletableFuture<>();
    private boolean failing;
    private volatile boolean waiting;
    private int releases;

    static FakeResult of(int[]... blocks) {
      FakeResult result = new FakeResult();
      Arrays.stream(blocks).map(FakeResult::block).forEach(result.blocks::add);
      return result;
    }

    private static Block block(int[] values) {
      BlockBuilder builder =
          new BlockBuilder(
              List.of(ColumnType.of(DataType.INT), ColumnType.of(DataType.VARCHAR, 9)));
      for (int value : values) {
        builder.column(0).appendLong(value);
        builder.column(1).appendNull();
      }
      return Block.wrap(builder.build(1));
    }

    FakeResult failing() {
      failing = true;
      return this;
    }

    @Override
    public List<Field> fields() {
      return List.of(
          new Field("v", ColumnType.of(DataType.INT)),
          new Field("t", ColumnType.of(DataType.VARCHAR, 9)));
    }

    @Override
    public Precision precision() {
      return Precision.MILLISECONDS;
    }

    @Override
    protected Optional<Block> fetch() {
      if (blocks.isEmpty() && failing) {
        throw Errors.lost("broken", null);
      }
      if (blocks.isEmpty() && waiting) {
        interrupted.join();
      }
      return Optional.ofNullable(blocks.poll());
    }

    @Override
    protected void release() {
      releases++;
    }

    @Override
    protected void interruptFetch() {
      interrupted.completeExceptionally(Errors.lost("interrupted", null));
    }
  }

  private static List<Integer> values(Iterable<Row> rows) {
    List<Integer> values = new ArrayList<>();
    rows.forEach(row -> values.add((Integer) row.get(0)));
    return values;
  }

  @Test
  void givesEachRowOnceInWhateverWayItIsRead() {
    // Given
    FakeResult result =
        FakeResult.of(
            new int[] {1, 2}, new int[] {}, new int[] {3, 4, 5, 6}, new int[] {7}, new int[] {8});

    // When, Then
    assertThat(result.fetchOne().orElseThrow().getLong(0)).isEqualTo(1);
    assertThat(values(result.fetchMany(2))).containsExactly(2, 3);
    Iterator<Row> iterator = result.iterator();
    assertThat(iterator.next().getLong(0)).isEqualTo(4);
    assertThat(iterator.hasNext()).isTrue();
    assertThat(result.fetchOne().orElseThrow().getLong(0)).isEqualTo(5);
    assertThat(values(result.fetchMany(1))).containsExactly(6);
    assertThat(result.nextBlock().orElseThrow().rows()).isEqualTo(1);
    assertThat(values(result.fetchAll())).containsExactly(8);
    assertThat(result.isFinished()).isTrue();
    assertThat(result.fetchOne()).isEmpty();
    assertThat(result.fetchMany(3)).isEmpty();
    assertThat(result.fetchAll()).isEmpty();
    assertThat(result.nextBlock()).isEmpty();
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aBlockThatWasOnlyLookedAtIsStillThere() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1, 2});

    // When
    boolean more = result.iterator().hasNext();

    // Then
    assertThat(more).isTrue();
    assertThat(result.nextBlock().orElseThrow().rows()).isEqualTo(2);
    assertThat(result.nextBlock()).isEmpty();
  }

  @Test
  void refusesToGiveABlockOfWhichSomeRowsWereRead() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1, 2});
    result.fetchOne();

    // When, Then
    assertThatThrownBy(result::nextBlock)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("one by one");
    assertThat(values(result)).containsExactly(2);
  }

  @Test
  void givesRowsAsMapsInTheOrderOfTheFields() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1}, new int[] {2});

    // When, Then
    assertThat(result.fetchAllMaps())
        .extracting(Object::toString)
        .containsExactly("{v=1, t=null}", "{v=2, t=null}");
  }

  @Test
  void aFailureReleasesOnceAndDoesNotLookLikeTheEnd() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1}).failing();

    // When, Then
    assertThatThrownBy(result::fetchAll).hasMessageContaining("broken");
    assertThat(result.releases).isEqualTo(1);
    assertThat(result.isFinished()).isFalse();
    assertThatThrownBy(result::fetchOne)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("failed before");
    assertThatThrownBy(result::nextBlock).hasMessageContaining("failed before");
    assertThatThrownBy(() -> result.iterator().hasNext()).hasMessageContaining("failed before");
    result.close();
    assertThat(result.releases).isEqualTo(1);
    assertThatThrownBy(result::fetchOne).hasMessageContaining("closed");
  }

  @Test
  void closingReleasesWhatWasNotReadToItsEnd() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1, 2}, new int[] {3});
    result.fetchOne();

    // When
    result.close();
    result.close();

    // Then
    assertThat(result.releases).isEqualTo(1);
    assertThatThrownBy(result::fetchOne)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(result::nextBlock).hasMessageContaining("closed");
  }

  @Test
  void closingReleasesNothingAfterTheEnd() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1});
    result.fetchAll();

    // When
    result.close();

    // Then
    assertThat(result.releases).isZero();
    assertThatThrownBy(result::fetchOne).hasMessageContaining("closed");
  }

  @Test
  void cancellingWakesWhoWaits() throws Exception {
    // Given
    FakeResult result = FakeResult.of(new int[] {1});
    result.waiting = true;
    CompletableFuture<Throwable> reading =
        CompletableFuture.supplyAsync(() -> catchThrowable(result::fetchAll));
    await().until(() -> result.blocks.isEmpty());

    // When
    result.cancel();

    // Then
    assertThat(reading.get(30, TimeUnit.SECONDS))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("cancelled");
    assertThat(result.releases).isEqualTo(1);
    result.close();
    assertThat(result.releases).isEqualTo(1);
  }

  @Test
  void cancellingEndsReadingOfRowsAtHand() {
    // Given
    FakeResult result = FakeResult.of(new int[] {1, 2});
    result.fetchOne();

    // When
    result.cancel();

    // Then
    assertThatThrownBy(result::fetchOne).hasMessageContaining("cancelled");
    assertThatThrownBy(result::nextBlock).hasMessageContaining("cancelled");
    assertThatThrownBy(result::fetchAllMaps).hasMessageContaining("cancelled");
    result.close();
    assertThat(result.releases).isEqualTo(1);
    assertThatThrownBy(result::fetchOne).hasMessageContaining("closed");
  }
}
