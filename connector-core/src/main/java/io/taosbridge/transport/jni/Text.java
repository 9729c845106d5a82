package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** C strings, which are UTF-8. */
final class Text {

  static final String ENCODING = StandardCharsets.UTF_8.name();

  private Text() {}

  static String orNull(Pointer text) {
    return text == null ? null : text.getString(0, ENCODING);
  }

  static String orEmpty(Pointer text) {
    return text == null ? "" : text.getString(0, ENCODING);
  }
}
