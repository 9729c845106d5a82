package io.taosbridge.bench.client;

/**
 * The rows that are written, each a function of its number, so that making one costs next to
 * nothing and both sides bind the same values.
 */
public final class MeterRow {

  public static final int TABLES = 100;
  public static final String CREATE_STABLE =
      "CREATE STABLE meters (ts TIMESTAMP, current FLOAT, voltage INT, phase DOUBLE, counter BIGINT,"
          + " ok BOOL, status VARCHAR(16), note NCHAR(8), level SMALLINT, flags TINYINT,"
          + " power DOUBLE, changed TIMESTAMP) TAGS (group_id INT, location VARCHAR(16))";
  public static final String INSERT =
      "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final long FIRST_MILLISECOND = 1_700_000_000_000L;
  private static final String[] STATES = {"on", "off", "standby", "failing", "unknown"};
  private static final String[] NOTES = {"é", "ok", "später", "检查"};

  private MeterRow() {}

  public static int table(long row) {
    return (int) (row % TABLES);
  }

  public static String tableName(int table) {
    return "meter_" + table;
  }

  public static String location(int table) {
    return "street " + table;
  }

  /** Milliseconds since 1970. */
  public static long time(long row) {
    return FIRST_MILLISECOND + row / TABLES;
  }

  public static float current(long row) {
    return (row & 1023) / 32f;
  }

  public static int voltage(long row) {
    return 200 + (int) (row % 60);
  }

  public static double phase(long row) {
    return (row & 4095) / 4096.0;
  }

  public static long counter(long row) {
    return row;
  }

  public static boolean ok(long row) {
    return row % 3 != 0;
  }

  public static String state(long row) {
    return STATES[(int) (row % STATES.length)];
  }

  public static String note(long row) {
    return NOTES[(int) (row % NOTES.length)];
  }

  public static short level(long row) {
    return (short) (row % 1_000);
  }

  public static byte flags(long row) {
    return (byte) (row % 100);
  }

  public static double power(long row) {
    return row * 0.25;
  }

  /** Of all counters of so many rows. */
  public static long checksum(long rows) {
    return rows * (rows - 1) / 2;
  }
}
