package io.taosbridge.sink.record;

/**
 * Texts that come again and again, such as tags: each is kept once, so that few objects wait to be
 * written.
 */
final class KnownTexts {

  /** Names of tables and tags; longer ones are seldom the same. */
  private static final int MAX_LENGTH = 64;

  private static final int SIZE = 1 << 12;

  private final String[] texts = new String[SIZE];
  private final int[] hashes = new int[SIZE];

  /** An equal text: one that was given before, if it was given often enough to be known. */
  String of(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
    String known = texts[place];
    if (text.equals(known)) {
      return known;
    }
    // Only what comes twice: to keep every text would cost the collector more than it saves.
    if (hashes[place] == hash) {
      texts[place] = text;
    }
    hashes[place] = hash;
    return text;
  }
}
