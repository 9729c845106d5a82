package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.ServerTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * A prepared statement as the server has it (stmt2.md, section 2).
 *
 * @param id the server's number of it, on its socket
 * @param parameters of an insert; empty for a query
 * @param parameterCount how many {@code ?} there are
 */
record ServerStatement(long id, boolean isInsert, List<Parameter> parameters, int parameterCount) {

  /** Reads the reply to "stmt2_prepare". */
  static ServerStatement of(long id, Reply.Json prepared) {
    List<Parameter> parameters = new ArrayList<>();
    try {
      for (JsonNode field : prepared.list("fields")) {
        parameters.add(parameter(field));
      }
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a statement has a parameter with " + e.getMessage(), e);
    }
    return new ServerStatement(
        id,
        prepared.flag("is_insert"),
        List.copyOf(parameters),
        (int) prepared.number("fields_count"));
  }

  private static Parameter parameter(JsonNode field) {
    DataType type = DataType.ofCode(field.path("field_type").asInt());
    int precision = field.path("precision").asInt();
    ColumnType column =
        ServerTypes.columnType(
            type, field.path("bytes").asInt(), precision, field.path("scale").asInt(), true);
    return new Parameter(
        field.path("name").asText(),
        column,
        role(field.path("bind_type").asInt()),
        type == DataType.TIMESTAMP ? Precision.ofCode(precision) : null);
  }

  private static Parameter.Role role(int bindType) {
    return switch (bindType) {
      case 1 -> Parameter.Role.COLUMN;
      case 2 -> Parameter.Role.TAG;
      case 3 -> Parameter.Role.QUERY;
      case 4 -> Parameter.Role.TABLE_NAME;
      default -> throw new IllegalArgumentException("bind type " + bindType);
    };
  }

  /** Whether the name of the table is a parameter too. */
  boolean namesTables() {
    return parameters.stream().anyMatch(field -> field.role() == Parameter.Role.TABLE_NAME);
  }
}
