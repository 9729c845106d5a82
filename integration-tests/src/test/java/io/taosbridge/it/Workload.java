package io.taosbridge.it;

import java.util.Map;

/**
 * Numbered records of JSON without a schema, ten in a row for one child table. Each has a time of
 * its own, but for the last of every hundred: it is another version of an earlier row.
 */
enum Workload {

  /** One supertable with a hundred child tables, which stay as they are. */
  STEADY {
    @Override
    String value(long number, long total) {
      return json("air", "p" + number / PER_TABLE % TABLES, number) + "}";
    }
  },

  /**
   * As they go on, records come for new supertables and child tables, and with new columns, new
   * tags and longer text, everywhere at once.
   */
  EVOLVING {
    @Override
    String value(long number, long total) {
      long run = number / PER_TABLE;
      long epoch = run * EPOCHS / (total / PER_TABLE + 1);
      long stable = run / PARTITIONS % (1 + epoch / 2);
      StringBuilder json =
          new StringBuilder(json("air" + stable, "p" + run % TABLES + "_" + epoch, number));
      for (long column = 0; column < epoch; column++) {
        json.append(", \"c").append(column).append("\": ").append(number % 1000 + column);
      }
      if (epoch >= EPOCHS / 2) {
        json.append(", \"g\": \"epoch ").append(epoch).append('"');
      }
      boolean isLong = number % PER_TABLE == 0;
      String text = "x".repeat(isLong ? (int) (100 * (epoch + 1)) : 5);
      return json.append(", \"text\": \"").append(text).append("\"}").toString();
    }
  };

  static final int PARTITIONS = 4;

  private static final int PER_TABLE = 10;
  private static final int TABLES = 100;
  private static final int EPOCHS = 10;
  private static final int VERSION_EVERY = 100;
  private static final int VERSION_OF = 5;
  private static final long FIRST_TIME = 1_700_000_000_000L;

  /** The record of a number below the total; multiples of the total's tenth bring what is new. */
  abstract String value(long number, long total);

  /** The partition of a record: the same for all of one child table. */
  int partition(long number) {
    return (int) (number / PER_TABLE % PARTITIONS);
  }

  /** The options of a sink that writes such records. */
  Map<String, String> sinkConfig() {
    return Map.of(
        "stable", "${value.s}",
        "fields.exclude", "s",
        "table", "${value.s}_${value.p}",
        "tags", "p,g",
        "auto.evolve", "true",
        "value.converter.schemas.enable", "false");
  }

  /** Which of the rows it is, by its time. */
  static int index(long time) {
    return Math.toIntExact(time - FIRST_TIME);
  }

  private static String json(String stable, String place, long number) {
    boolean version = number % VERSION_EVERY == VERSION_EVERY - 1;
    long time = FIRST_TIME + (version ? number - VERSION_OF : number);
    return "{\"s\": \""
        + stable
        + "\", \"p\": \""
        + place
        + "\", \"ts\": "
        + time
        + ", \"v\": "
        + scatter(number)
        + ", \"w\": "
        + number / 8.0;
  }

  /** A number of 44 bits that tells little of its neighbours. */
  private static long scatter(long number) {
    return ((number + 1) * 0x9E3779B97F4A7C15L) >>> 20;
  }
}
