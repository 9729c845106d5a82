package io.taosbridge.embedded.golden;

import java.util.Map;
import java.util.TreeMap;

/**
 * The one table of recorded requests that the embedded server knowingly answers otherwise, with the
 * reason. They are sent, but their answers are not compared.
 *
 * <p>Of the recorded conversations one is not replayed at all, that of two and three consumers of
 * one group: who owns which vgroup goes by the clock of the rebalancing, and which data come again
 * goes by that.
 */
final class NotComparable {

  private static final Map<String, Map<Integer, String>> REASONS = new TreeMap<>();

  private static final String STORED = ", stored";

  static {
    add("ws-connect", "a real server learns of connections by heartbeat, some seconds later", 67);
    String databases = "lists the databases of the server that was recorded";
    add("ws-query-types-ms", databases, 89, 91, 179);
    add("ws-query-types-ns", databases, 89, 91, 179);
    add("jdbc-query-ms", databases, 86, 107);
    add("ws-stmt2-query", "a real server finds nothing by a bound decimal", 135);
    add("tmq-offsets-1vg", "a real consumer's first poll after a seek may come back empty", 151);
    add("tmq-offsets-1vg", "auto commit goes by the clock, and the replay does not pause", 304);
    add("rest-misc", "no legacy sockets, no CORS", 119, 123);
    add("rest-misc", "rows without an order", 129);
    add("rest-misc", "the refusal of a broken body has a text here", 131);
    add("rest-schemaless", "the process of the real adapter ended", 149);
    add("rest-schemaless" + STORED, "read by a client that did not know the new column yet", 23);
    add("tmq-json-tag", "a JSON tag is delivered in a binary form there", 7);
    add("tmq-lost-reply", "a real adapter sends leftover bytes", 39);
    String decimals = "a real server forgets precision and scale once the table was altered";
    add("tmq-meta-plain", decimals, 45, 49, 53, 57);
    add("tmq-meta-batch", decimals, 19, 23, 27, 31);
    String numbers = "a real server numbers columns that were added on behind the tags";
    add("tmq-meta-plain", numbers, 181);
    add("tmq-meta-batch", numbers, 51);
    add("ws-stmt2-decimal", "a real server takes letters for the decimal 0", 27, 29, 43, 45);
    add(
        "ws-stmt2-query",
        "a real server never answers a fetch from the result of a statement that was closed",
        259);
    add(
        "ws-stmt2-errors",
        "the text was left in a buffer by the call before, or reads on behind the value",
        225,
        289,
        291);
  }

  private NotComparable() {}

  /** The events after which the content of tables is not compared. */
  static Map<Integer, String> stored(String scenario) {
    return in(scenario + STORED);
  }

  static Map<Integer, String> in(String scenario) {
    return REASONS.getOrDefault(scenario, Map.of());
  }

  private static void add(String scenario, String reason, int... requests) {
    for (int request : requests) {
      REASONS.computeIfAbsent(scenario, name -> new TreeMap<>()).put(request, reason);
    }
  }
}
