package io.taosbridge.source.topic;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Names of consumer groups: {@code <group.id>-<task>-<eight characters by chance>}, one for each
 * subscription.
 */
public final class Groups {

  private static final int RADIX = 36;
  private static final int LENGTH = 8;

  private Groups() {}

  /**
   * @param group of the task
   */
  public static String fresh(String group) {
    long bound = (long) Math.pow(RADIX, LENGTH);
    String id = Long.toString(ThreadLocalRandom.current().nextLong(bound), RADIX);
    return group + "-" + "0".repeat(LENGTH - id.length()) + id;
  }

  /** What the names of the groups of all tasks of a connector look like, and no others. */
  public static Pattern ofConnector(String group) {
    return Pattern.compile(Pattern.quote(group) + "-\\d+-[0-9a-z]{" + LENGTH + "}");
  }
}
