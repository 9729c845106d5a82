package io.taosbridge.transport.rest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Strings of a reply that is read as Latin-1, one character for each byte, because taosAdapter
 * copies the bytes of VARCHAR through and they need not be UTF-8 (rest.md, section 5). Characters
 * beyond Latin-1 come from JSON's escapes.
 */
final class RawText {

  private static final int LAST_BYTE = 0xff;

  private RawText() {}

  /** The bytes as the server has them. */
  static byte[] bytes(String raw) {
    if (isBytes(raw)) {
      return raw.getBytes(StandardCharsets.ISO_8859_1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 16);
    raw.codePoints()
        .forEach(
            each -> {
              if (each <= LAST_BYTE) {
                bytes.write(each);
              } else {
                bytes.writeBytes(Character.toString(each).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  private static boolean isBytes(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) > LAST_BYTE) {
        return false;
      }
    }
    return true;
  }

  /** The text, which is UTF-8. */
  static String text(String raw) {
    return new String(bytes(raw), StandardCharsets.UTF_8);
  }
}
