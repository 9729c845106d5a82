package io.taosbridge.contract;

import static org.awaitility.Awaitility.await;

import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Polls until what is waited for has come: a poll may come back empty although there is more.
 *
 * @param consumer which has subscribed
 */
record Subscriber(TmqConsumer consumer) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The next message. */
  TmqMessage message() {
    return await()
        .atMost(PATIENCE)
        .until(() -> consumer.poll(Duration.ofMillis(500)), Optional::isPresent)
        .orElseThrow();
  }

  /** The next blocks, until they hold as many rows. */
  List<TableBlock> blocks(int rows) {
    List<TableBlock> blocks = new ArrayList<>();
    int polled = 0;
    while (polled < rows) {
      TmqMessage message = message();
      if (message.kind().hasData()) {
        blocks.addAll(message.data().blocks());
        polled = blocks.stream().mapToInt(block -> block.block().rows()).sum();
      }
    }
    return blocks;
  }
}
