package io.taosbridge.transport.rest;

import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessProtocol;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Schemaless text as taosAdapter's InfluxDB and OpenTSDB endpoints take it (rest.md, section 8).
 */
final class SchemalessRequest {

  private SchemalessRequest() {}

  static RestRequest of(SchemalessBatch batch, String database) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (batch.protocol() == SchemalessProtocol.LINE) {
      parameters.put("db", database);
      parameters.put("precision", batch.precision().symbol());
    }
    parameters.put("req_id", Long.toUnsignedString(batch.requestId()));
    if (batch.ttlDays() > 0) {
      parameters.put("ttl", String.valueOf(batch.ttlDays()));
    }
    if (!batch.tableNameKey().isEmpty()) {
      parameters.put("table_name_key", batch.tableNameKey());
    }
    String path =
        switch (batch.protocol()) {
          case LINE -> "/influxdb/v1/write";
          case TELNET -> "/opentsdb/v1/put/telnet/" + RestRequest.encode(database);
          case JSON -> "/opentsdb/v1/put/json/" + RestRequest.encode(database);
        };
    return new RestRequest(path, parameters, batch.text(), batch.requestId());
  }
}
