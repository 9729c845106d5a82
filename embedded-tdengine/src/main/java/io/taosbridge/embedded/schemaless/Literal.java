package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;

/**
 * A value as text spells it.
 *
 * @param value bytes for every type of variable width
 */
record Literal(DataType type, Object value) {

  /** The value as tables hold it. */
  Object object() {
    boolean text = type == DataType.VARCHAR || type == DataType.NCHAR;
    return text ? new String((byte[]) value, StandardCharsets.UTF_8) : value;
  }
}
