package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.util.List;

/**
 * Schemaless text to be written by one request (schemaless.md).
 *
 * @param text lines joined by newlines, or one JSON object or array
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
    if (text.isBlank()) {
      throw Errors.invalid("there is no schemaless text to write");
    }
    if (ttlDays < 0) {
      throw Errors.invalid("ttlDays must not be negative: " + ttlDays);
    }
    if (requestId == 0) {
      throw Errors.invalid("a request id must not be 0");
    }
  }

  /** InfluxDB lines, with timestamps in nanoseconds. */
  public static SchemalessBatch ofLines(List<String> lines) {
    return ofText(SchemalessProtocol.LINE, String.join("\n", lines));
  }

  /** OpenTSDB telnet lines. */
  public static SchemalessBatch ofTelnet(List<String> lines) {
    return ofText(SchemalessProtocol.TELNET, String.join("\n", lines));
  }

  /** Text as it is; InfluxDB timestamps are in nanoseconds. */
  public static SchemalessBatch ofText(SchemalessProtocol protocol, String text) {
    return new SchemalessBatch(
        protocol, text, SchemalessPrecision.NANOSECOND, 0, "", RequestId.next());
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
