package io.taosbridge.source.config;

/** What the values of records are. */
public enum ValueFormat {
  /** A Struct with a schema. */
  STRUCT,
  /** A map without a schema. */
  MAP,
  /** Text in InfluxDB's line protocol. */
  LINE,
  /** Text in OpenTSDB's telnet protocol. */
  TELNET,
  /** Text in OpenTSDB's JSON. */
  JSON;

  public boolean isText() {
    return this == LINE || this == TELNET || this == JSON;
  }
}
