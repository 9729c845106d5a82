package io.taosbridge.source.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.source.config.TransactionOptions;
import io.taosbridge.source.testing.FakeTransaction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionsTest {

  private static final Duration NO_WAIT = Duration.ZERO;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final FakeTransaction context = new FakeTransaction();
  private final Queue<Object> coming = new ArrayDeque<>();
  private boolean stopped;
  private boolean full;

  private Transactions transactions(int maxRows, Duration maxWait) {
    return transactions(maxRows, maxWait, Long.MAX_VALUE);
  }

  private Transactions transactions(int maxRows, Duration maxWait, long maxBytes) {
    return new Transactions(
        context,
        new TransactionOptions(maxRows, maxWait),
        new Script(),
        records -> 10L * records.size(),
        maxBytes);
  }

  @Test
  void endsWithTheMessageThatFillsIt() throws InterruptedException {
    // Given
    coming.add(message(3));
    coming.add(message(2));
    coming.add(message(4));
    Transactions transactions = transactions(4, LONG);

    // When
    List<SourceRecord> records = transactions.poll(NO_WAIT);

    // Then
    assertThat(records).hasSize(5);
    assertThat(context.committedWith()).containsExactly(records.get(4));
    assertThat(coming).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "30, 3", "31, 5", "50, 5", "51, 9", "1000, 9"})
  void endsWithTheMessageThatFillsTheMemory(long maxBytes, int expected)
      throws InterruptedException {
    // Given
    coming.add(message(3));
    coming.add(message(2));
    coming.add(message(4));

    // When
    List<SourceRecord> records = transactions(9, LONG, maxBytes).poll(NO_WAIT);

    // Then
    assertThat(records).hasSize(expected);
    assertThat(context.committedWith()).containsExactly(records.get(expected - 1));
  }

  @Test
  void waitsNoLongerThanToldForMoreMessages() throws InterruptedException {
    // Given
    coming.add(message(3));
    coming.add(message(2));

    // When
    List<SourceRecord> records = transactions(100, Duration.ZERO).poll(NO_WAIT);

    // Then
    assertThat(records).hasSize(3);
    assertThat(context.committedWith()).containsExactly(records.get(2));
  }

  @Test
  void isWrittenThoughNothingFollows() throws InterruptedException {
    // Given
    coming.add(message(3));

    // When
    List<SourceRecord> records = transactions(100, Duration.ofMillis(1)).poll(NO_WAIT);

    // Then
    assertThat(records).hasSize(3);
    assertThat(context.committedWith()).containsExactly(records.get(2));
  }

  @Test
  void isNotBegunWithoutAMessage() throws InterruptedException {
    // Then
    assertThat(transactions(100, LONG).poll(NO_WAIT)).isEmpty();
    assertThat(context.committedWith()).isEmpty();
  }

  @Test
  void isWrittenBeforeAFailureThatFollowedIsTold() throws InterruptedException {
    // Given
    coming.add(message(3));
    coming.add(new ConnectException("log recycled"));
    Transactions transactions = transactions(100, LONG);

    // When
    List<SourceRecord> records = transactions.poll(NO_WAIT);

    // Then
    assertThat(context.committedWith()).containsExactly(records.get(2));
    assertThatThrownBy(() -> transactions.poll(NO_WAIT)).hasMessage("log recycled");
    assertThat(transactions.poll(NO_WAIT)).isEmpty();
  }

  @Test
  void doesNotWaitForMoreOnceItIsStopped() throws InterruptedException {
    // Given
    coming.add(message(1));
    stopped = true;

    // Then
    assertThat(transactions(100, LONG).poll(NO_WAIT)).hasSize(1);
    assertThat(context.committedWith()).hasSize(1);
  }

  @Test
  void doesNotWaitForWhatCannotComeBeforeItIsWritten() throws InterruptedException {
    // Given
    coming.add(message(1));
    coming.add(message(2));
    full = true;
    Transactions transactions = transactions(100, LONG);

    // Then
    assertThat(transactions.poll(NO_WAIT)).hasSize(1);
    assertThat(transactions.poll(NO_WAIT)).hasSize(2);
    assertThat(context.committedWith()).hasSize(2);
  }

  private static List<SourceRecord> message(int rows) {
    List<SourceRecord> records = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      records.add(new SourceRecord(Map.of(), Map.of("row", row), "t", Schema.INT32_SCHEMA, row));
    }
    return records;
  }

  private final class Script implements Transactions.Messages {

    @Override
    @SuppressWarnings("unchecked") // only lists of records and exceptions are put in
    public List<SourceRecord> poll(Duration wait) {
      Object next = coming.poll();
      if (next instanceof ConnectException failure) {
        throw failure;
      }
      return next == null ? List.of() : (List<SourceRecord>) next;
    }

    @Override
    public List<SourceRecord> pollMore(Duration wait) {
      return full ? List.of() : poll(wait);
    }

    @Override
    public boolean isStopped() {
      return stopped;
    }
  }
}
