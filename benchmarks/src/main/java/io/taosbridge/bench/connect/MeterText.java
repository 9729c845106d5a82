package io.taosbridge.bench.connect;

import io.taosbridge.bench.client.MeterRow;

/** The rows of {@link MeterRow} as texts. */
public final class MeterText {

  private MeterText() {}

  /** A JSON object with a field for each column and tag and the table's name. */
  public static String json(long row) {
    int table = MeterRow.table(row);
    return "{\"ts\":"
        + MeterRow.time(row)
        + ",\"current\":"
        + MeterRow.current(row)
        + ",\"voltage\":"
        + MeterRow.voltage(row)
        + ",\"phase\":"
        + MeterRow.phase(row)
        + ",\"counter\":"
        + MeterRow.counter(row)
        + ",\"ok\":"
        + MeterRow.ok(row)
        + ",\"status\":\""
        + MeterRow.state(row)
        + "\",\"note\":\""
        + MeterRow.note(row)
        + "\",\"level\":"
        + MeterRow.level(row)
        + ",\"flags\":"
        + MeterRow.flags(row)
        + ",\"power\":"
        + MeterRow.power(row)
        + ",\"changed\":"
        + MeterRow.time(row)
        + ",\"group_id\":"
        + table
        + ",\"location\":\""
        + MeterRow.location(table)
        + "\",\"tbname\":\""
        + MeterRow.tableName(table)
        + "\"}";
  }

  /** In line protocol, with nanoseconds; the protocol has no timestamps but the first. */
  public static String line(long row) {
    int table = MeterRow.table(row);
    return "meters,group_id="
        + table
        + ",location="
        + MeterRow.location(table).replace(" ", "\\ ")
        + " current="
        + MeterRow.current(row)
        + "f32,voltage="
        + MeterRow.voltage(row)
        + "i32,phase="
        + MeterRow.phase(row)
        + "f64,counter="
        + MeterRow.counter(row)
        + "i64,ok="
        + MeterRow.ok(row)
        + ",status=\""
        + MeterRow.state(row)
        + "\",note=L\""
        + MeterRow.note(row)
        + "\",level="
        + MeterRow.level(row)
        + "i16,flags="
        + MeterRow.flags(row)
        + "i8,power="
        + MeterRow.power(row)
        + "f64 "
        + MeterRow.time(row)
        + "000000";
  }
}
