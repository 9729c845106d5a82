package io.taosbridge.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The supertable of the demonstration: one child table for each station. */
final class AirQuality {

  static final String STABLE = "air_quality";
  static final String TAG = "station";

  /** The columns of the file and of the supertable, without time and station. */
  static final List<Measure> MEASURES =
      List.of(
          new Measure("pm25", "FLOAT"),
          new Measure("pm10", "FLOAT"),
          new Measure("so2", "FLOAT"),
          new Measure("no2", "FLOAT"),
          new Measure("co", "FLOAT"),
          new Measure("o3", "FLOAT"),
          new Measure("temp", "DOUBLE"),
          new Measure("pres", "DOUBLE"),
          new Measure("dewp", "DOUBLE"),
          new Measure("rain", "DOUBLE"),
          new Measure("wd", "VARCHAR(4)"),
          new Measure("wspm", "DOUBLE"));

  record Measure(String name, String type) {

    boolean isText() {
      return type.startsWith("VARCHAR");
    }
  }

  private AirQuality() {}

  static String childTable(String station) {
    return "station_" + station.toLowerCase(Locale.ROOT);
  }

  /**
   * For rows older than the ten years a server keeps by default, with a log kept for a day, since
   * the source reads it after all rows are there.
   */
  static String createDatabase(String database) {
    return "CREATE DATABASE "
        + database
        + " VGROUPS 2 PRECISION 'ms' KEEP 36500d DURATION 100d WAL_RETENTION_PERIOD 86400";
  }

  static String createStable(String database) {
    String columns =
        MEASURES.stream()
            .map(measure -> ", " + measure.name() + " " + measure.type())
            .collect(Collectors.joining());
    return "CREATE STABLE "
        + database
        + "."
        + STABLE
        + " (ts TIMESTAMP"
        + columns
        + ") TAGS ("
        + TAG
        + " VARCHAR(16))";
  }

  static String insert(String database) {
    return "INSERT INTO ? USING "
        + database
        + "."
        + STABLE
        + " TAGS (?) VALUES (?"
        + ", ?".repeat(MEASURES.size())
        + ")";
  }
}
