package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.ServerTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reply says of the rows that can be fetched.
 *
 * @param id the server's number of the result
 */
record ResultHeader(long id, List<Field> fields, Precision precision) {

  /** Reads the reply to a query, whose lengths are the declared ones. */
  static ResultHeader ofQuery(Reply.Json reply) {
    return of(reply, false);
  }

  /** Reads the reply to "stmt2_result", whose lengths are the stored ones (observed.md). */
  static ResultHeader ofStatement(Reply.Json reply) {
    return of(reply, true);
  }

  private static ResultHeader of(Reply.Json reply, boolean storedLengths) {
    List<JsonNode> names = reply.list("fields_names");
    List<JsonNode> types = reply.list("fields_types");
    List<JsonNode> lengths = reply.list("fields_lengths");
    JsonNode precisions = reply.body().path("fields_precisions");
    JsonNode scales = reply.body().path("fields_scales");
    if (types.size() != names.size() || lengths.size() != names.size()) {
      throw Errors.unreadable("a result's names, types and lengths differ in number", null);
    }
    List<Field> fields = new ArrayList<>();
    try {
      for (int i = 0; i < names.size(); i++) {
        DataType type = DataType.ofCode(types.get(i).asInt());
        ColumnType column =
            ServerTypes.columnType(
                type,
                lengths.get(i).asInt(),
                precisions.path(i).asInt(),
                scales.path(i).asInt(),
                storedLengths);
        fields.add(new Field(names.get(i).asText(), column));
      }
      Precision precision = Precision.ofCode((int) reply.number("precision"));
      return new ResultHeader(reply.number("id"), List.copyOf(fields), precision);
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a result has " + e.getMessage(), e);
    }
  }
}
