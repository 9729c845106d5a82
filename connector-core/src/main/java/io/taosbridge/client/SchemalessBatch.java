package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.util.List;

/**
 * Schemaless text to be written by one request (schemaless.md). The text is checked only as far as
 * the server would lose a part of it without a word, or refuse all for nothing: blank lines are
 * left out, and several JSON texts one after another become one array.
 *
 * @param text lines joined by newlines, or JSON: objects and arrays of them
 * @param precision unit of the timestamps of LINE; TELNET and JSON go by the number of digits
 * @param ttlDays how many days child tables made by this request live; 0 is for ever
 * @param tableNameKey the tag whose value becomes the name of the child table, or empty
 * @param requestId shows up in the server's logs; not 0
 */
public record SchemalessBatch(
    SchemalessProtocol protocol,
    String text,
    SchemalessPrecision precision,
    int ttlDays,
    String tableNameKey,
    long requestId) {

  /**
   * @throws io.taosbridge.client.error.InterfaceException naming what cannot be
   */
  public SchemalessBatch {
    text =
        protocol == SchemalessProtocol.JSON
            ? SchemalessText.mergeJson(List.of(text))
            : SchemalessText.withoutBlankLines(text);
    if (text.isEmpty()) {
      throw Errors.invalid("there is no schemaless text to write");
    }
    if (ttlDays < 0) {
      throw Errors.invalid("ttlDays must not be negative: " + ttlDays);
    }
    if (requestId == 0) {
      throw Errors.invalid("a request id must not be 0");
    }
  }

  /**
   * InfluxDB lines, with timestamps in nanoseconds.
   *
   * @throws io.taosbridge.client.error.InterfaceException naming the item with a newline in it
   */
  public static SchemalessBatch ofLines(List<String> lines) {
    return ofText(SchemalessProtocol.LINE, SchemalessText.join(lines));
  }

  /**
   * OpenTSDB telnet lines.
   *
   * @throws io.taosbridge.client.error.InterfaceException naming the item with a newline in it
   */
  public static SchemalessBatch ofTelnet(List<String> lines) {
    return ofText(SchemalessProtocol.TELNET, SchemalessText.join(lines));
  }

  /**
   * OpenTSDB JSON from several payloads, merged into one array so that none is dropped.
   *
   * @param payloads each a JSON object, or an array of objects
   * @throws io.taosbridge.client.error.InterfaceException naming the payload that is neither
   */
  public static SchemalessBatch ofJson(List<String> payloads) {
    return ofText(SchemalessProtocol.JSON, SchemalessText.mergeJson(payloads));
  }

  /** A whole text; InfluxDB timestamps are in nanoseconds. */
  public static SchemalessBatch ofText(SchemalessProtocol protocol, String text) {
    return new SchemalessBatch(
        protocol, text, SchemalessPrecision.NANOSECOND, 0, "", RequestId.next());
  }

  /** The unit as taosAdapter understands it; empty where the text itself tells it. */
  public String precisionSymbol() {
    return protocol == SchemalessProtocol.LINE ? precision.symbol() : "";
  }

  public SchemalessBatch withPrecision(SchemalessPrecision other) {
    return new SchemalessBatch(protocol, text, other, ttlDays, tableNameKey, requestId);
  }

  public SchemalessBatch withTtlDays(int days) {
    return new SchemalessBatch(protocol, text, precision, days, tableNameKey, requestId);
  }

  public SchemalessBatch withTableNameKey(String tag) {
    return new SchemalessBatch(protocol, text, precision, ttlDays, tag, requestId);
  }

  public SchemalessBatch withRequestId(long id) {
    return new SchemalessBatch(protocol, text, precision, ttlDays, tableNameKey, id);
  }
}
