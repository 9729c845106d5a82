package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Hands out the same records again and again. */
public final class PreparedSourceTask extends SourceTask {

  /** How many different ones there are. */
  static final int RECORDS = 10_000;

  private static final int BATCH = 2_000;

  private List<SourceRecord> records = List.of();
  private long rows;
  private long given;

  @Override
  public void start(Map<String, String> config) {
    rows = Long.parseLong(config.get(PreparedSource.ROWS));
    boolean struct = config.get(PreparedSource.FORMAT).equals("struct");
    List<SourceRecord> made = new ArrayList<>(RECORDS);
    for (int row = 0; row < RECORDS; row++) {
      made.add(record(config.get(PreparedSource.TOPIC), row, struct));
    }
    records = made;
  }

  /** As those of our source: with key, time and headers. */
  private static SourceRecord record(String topic, int row, boolean struct) {
    String table = MeterRow.tableName(MeterRow.table(row));
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("tdengine.database", "bench");
    headers.addString("tdengine.stable", "meters");
    headers.addString("tdengine.table", table);
    headers.addInt("tdengine.vgroup", 2);
    headers.addLong("tdengine.offset", row);
    headers.addString("tdengine.kind", "data");
    return new SourceRecord(
        Map.of("vgroup", 2),
        Map.of("offset", (long) row),
        topic,
        0,
        Schema.STRING_SCHEMA,
        table,
        struct ? MeterStruct.SCHEMA : Schema.STRING_SCHEMA,
        struct ? MeterStruct.of(row) : MeterText.line(row),
        MeterRow.time(row),
        headers);
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (given == rows) {
      Thread.sleep(100);
      return null;
    }
    int from = (int) (given % RECORDS);
    int to = (int) Math.min(Math.min(from + BATCH, RECORDS), from + rows - given);
    given += to - from;
    return records.subList(from, to);
  }

  /** The sum of the counters of all records that are handed out. */
  static long checksum(long rows) {
    return rows / RECORDS * MeterRow.checksum(RECORDS) + MeterRow.checksum(rows % RECORDS);
  }

  @Override
  public void stop() {}

  @Override
  public String version() {
    return "1";
  }
}
