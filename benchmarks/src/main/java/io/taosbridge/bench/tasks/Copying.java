package io.taosbridge.bench.tasks;

import io.taosbridge.bench.client.Fleet;
import io.taosbridge.bench.race.Lap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * A sink writing what a source has read of a fleet.
 *
 * @param copy where it writes to, made anew each time
 * @param before to warm up
 */
record Copying(Fleet copy, String url, Delivery before, Delivery measured) {

  /**
   * Reads a fleet once. To warm up, only the first row of each table's turn is kept.
   *
   * @param url of the server
   * @param tasks of the sink, too
   * @param warmUp how many rows come before those that are measured
   */
  static Copying of(String url, Fleet fleet, int tasks, long warmUp, long rows)
      throws InterruptedException {
    Delivery before = new Delivery(tasks);
    Delivery measured = new Delivery(tasks);
    new SourceTasks(url, fleet, tasks, Map.of())
        .read(
            warmUp,
            warmUp + rows,
            record -> {
              long row = ((Struct) record.value()).getInt64("counter");
              if (row >= warmUp) {
                measured.add(record);
              } else if (row % fleet.rowsAtOnce() == 0) {
                before.add(record);
              }
            });
    Fleet copy =
        new Fleet(
            fleet.server(), fleet.database() + "_copy", fleet.tables(), 2, fleet.rowsAtOnce());
    return new Copying(copy, url, before, measured);
  }

  /**
   * Writes, and checks that all is stored.
   *
   * @param polled how many records the sink gets at once
   * @param more of its options, beside the defaults
   * @return what a million rows take
   */
  Lap run(int polled, Map<String, String> more) throws InterruptedException {
    copy.create();
    Lap lap =
        new SinkTasks(url, copy.database(), polled, more).write(before.byTask(), measured.byTask());
    long expected = before.size() + measured.size();
    if (copy.count() != expected || copy.checksum() != before.checksum() + measured.checksum()) {
      throw new IllegalStateException("the sink wrote other rows than the " + expected + " given");
    }
    copy.drop();
    return lap;
  }
}
