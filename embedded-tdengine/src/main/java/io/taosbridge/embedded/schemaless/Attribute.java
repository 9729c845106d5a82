package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;

/**
 * A tag or a field of a point.
 *
 * @param value as {@link io.taosbridge.block.Column#getObject} has values of this type
 * @param place of the name, for errors
 */
public record Attribute(String name, DataType type, Object value, Place place) {

  static Attribute of(String name, Literal literal, Place place) {
    return new Attribute(name, literal.type(), literal.object(), place);
  }

  /** Bytes that the value takes; of text in UTF-8. */
  public int length() {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    return value instanceof byte[] bytes ? bytes.length : type.width();
  }
}
