package io.taosbridge.sink.record;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** Values as text, for names and for columns of text. */
public final class Texts {

  private Texts() {}

  /**
   * @param value not null
   * @throws BadRecordException if it is a struct, map or list, or bytes that are no text
   */
  public static String of(Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    if (value instanceof byte[] bytes) {
      return decoded(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer bytes) {
      return decoded(bytes.duplicate());
    }
    throw new BadRecordException(
        "a " + value.getClass().getSimpleName() + " is no text: name one of its fields");
  }

  private static String decoded(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new BadRecordException("the bytes are not UTF-8", e);
    }
  }
}
