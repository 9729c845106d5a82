package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.Prepared;
import io.taosbridge.transport.ServerTypes;
import java.util.List;
import java.util.function.Function;

/** Reads what replies tell of prepared statements (stmt2.md, sections 2 and 8). */
final class ServerStatement {

  private ServerStatement() {}

  /** Reads the reply to "stmt2_prepare". */
  static Prepared prepared(Reply.Json reply) {
    return new Prepared(
        reply.flag("is_insert"),
        parameters(reply.list("fields"), field -> Prepared.role(field.path("bind_type").asInt())),
        (int) reply.number("fields_count"));
  }

  /** The parameters that a reply tells of. */
  static List<Parameter> parameters(
      List<JsonNode> fields, Function<JsonNode, Parameter.Role> role) {
    try {
      return fields.stream().map(field -> parameter(field, role.apply(field))).toList();
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a statement has a parameter with " + e.getMessage(), e);
    }
  }

  private static Parameter parameter(JsonNode field, Parameter.Role role) {
    DataType type = DataType.ofCode(field.path("field_type").asInt());
    int precision = field.path("precision").asInt();
    return new Parameter(
        field.path("name").asText(),
        ServerTypes.columnType(
            type, field.path("bytes").asInt(), precision, field.path("scale").asInt(), true),
        role,
        type == DataType.TIMESTAMP ? Precision.ofCode(precision) : null);
  }
}
