package io.taosbridge.schemaless.write;

import java.util.HexFormat;

/** Bytes as TDengine's texts spell them: {@code \x01ff}. */
final class Hex {

  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  static String of(byte[] bytes) {
    return bytes.length == 0 ? "" : "\\x" + FORMAT.formatHex(bytes);
  }
}
