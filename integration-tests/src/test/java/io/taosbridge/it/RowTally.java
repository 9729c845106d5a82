package io.taosbridge.it;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the rows of a {@link RowWriter} as they come out of Kafka. */
final class RowTally {

  private final Set<Long> rows = new HashSet<>();
  private final Map<String, Long> lastOfTable = new HashMap<>();
  private long repeated;
  private long outOfOrder;

  void add(ConsumerRecord<String, String> record) {
    if (!rows.add(record.timestamp())) {
      repeated++;
    }
    Long before = lastOfTable.put(record.key(), record.timestamp());
    if (before != null && before >= record.timestamp()) {
      outOfOrder++;
    }
  }

  /** How many different rows there are; no two that are written have the same time. */
  long rows() {
    return rows.size();
  }

  long repeated() {
    return repeated;
  }

  /** How often a row came after one of its table that is as new or newer. */
  long outOfOrder() {
    return outOfOrder;
  }
}
