package io.taosbridge.transport;

import io.taosbridge.client.Parameter;
import java.util.List;

/**
 * What preparing told of a statement.
 *
 * @param parameters of an insert; empty for a query
 * @param parameterCount how many {@code ?} there are
 */
public record Prepared(boolean isInsert, List<Parameter> parameters, int parameterCount) {

  public Prepared {
    parameters = List.copyOf(parameters);
  }

  /**
   * What a parameter is for.
   *
   * @param bindType as the server writes it (stmt2.md, section 2)
   */
  public static Parameter.Role role(int bindType) {
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
