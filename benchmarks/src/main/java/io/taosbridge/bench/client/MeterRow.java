package io.taosbridge.bench.client;

/**
 * The rows that are written, each a function of its number, so that making one costs next to
 * nothing and both sides bind the same values.
 */
final class MeterRow {

  static final int TABLES = 100;
  static final String CREATE_STABLE =
      "CREATE STABLE meters (ts TIMESTAMP, current FLOAT, voltage INT, phase DOUBLE, counter BIGINT,"
          + " ok BOOL, state VARCHAR(16), note NCHAR(8), level SMALLINT, flags TINYINT,"
          + " power DOUBLE, changed TIMESTAMP) TAGS (group_id INT, location VARCHAR(16))";
  static final String INSERT =
      "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final long FIRST_MILLISECOND = 1_700_000_000_000L;
  private static final String[] STATES = {"on", "off", "standby", "failing", "unknown"};
  private static final String[] NOTES = {"é", "ok", "später", "检查"};

  private MeterRow() {}

  static int table(long row) {
    return (int) (row % TABLES);
  }

  static String tableName(int table) {
    return "meter_" + table;
  }

  static String location(int table) {
    return "street " + table;
  }

  /** Milliseconds since 1970. */
  static long time(long row) {
    return FIRST_MILLISECOND + row / TABLES;
  }

  static float current(long row) {
    return (row & 1023) / 32f;
  }

  static int voltage(long row) {
    return 200 + (int) (row % 60);
  }

  static double phase(long row) {
    return (row & 4095) / 4096.0;
  }

  static long counter(long row) {
    return row;
  }

  static boolean ok(long row) {
    return row % 3 != 0;
  }

  static String state(long row) {
    return STATES[(int) (row % STATES.length)];
  }

  static String note(long row) {
    return NOTES[(int) (row % NOTES.length)];
  }

  static short level(long row) {
    return (short) (row % 1_000);
  }

  static byte flags(long row) {
    return (byte) (row % 100);
  }

  static double power(long row) {
    return row * 0.25;
  }

  /** Of all counters of so many rows. */
  static long checksum(long rows) {
    return rows * (rows - 1) / 2;
  }
}
