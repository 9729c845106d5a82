package io.taosbridge.sink.text;

import io.taosbridge.client.SchemalessProtocol;

/** Takes texts apart into what the server may refuse one by one, and puts such parts together. */
interface Pieces {

  /** Takes a part and what is wrong with it, or the part. */
  @FunctionalInterface
  interface Taker {
    void take(int line, String text);
  }

  static Pieces of(TextOptions options) {
    SchemalessProtocol protocol = options.protocol().orElseThrow();
    return protocol == SchemalessProtocol.JSON
        ? new JsonPieces(options)
        : new LinePieces(protocol == SchemalessProtocol.LINE);
  }

  /**
   * @param good takes the parts, with their number in the text counted from 1
   * @param bad takes the reasons why some are not to be sent
   */
  void split(byte[] text, Taker good, Taker bad);

  /** What stands between two parts. */
  String separator();

  /** A text for the server, made of parts. */
  String whole(String parts);
}
