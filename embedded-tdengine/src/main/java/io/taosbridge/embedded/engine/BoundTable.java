package io.taosbridge.embedded.engine;

import java.util.List;

/**
 * What one bind says about one table; a section that was not sent is null.
 *
 * @param name null if the statement names the table, or no name was sent
 * @param tags one value each, in the order of the statement's tag fields
 * @param columns in the order of the statement's column fields
 */
public record BoundTable(String name, List<BoundColumn> tags, List<BoundColumn> columns) {

  int rows() {
    return columns == null || columns.isEmpty() ? 0 : columns.get(0).rows();
  }
}
