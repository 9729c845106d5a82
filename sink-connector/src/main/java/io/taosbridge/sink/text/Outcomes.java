package io.taosbridge.sink.text;

/** Hears what became of texts. */
public interface Outcomes<R> {

  /**
   * An attempt to write a text begins.
   *
   * @param rows how many times {@link #done} and {@link #bad} will be called for it in all, unless
   *     the attempt ends by an exception
   */
  void begin(R origin, int rows);

  /** The server has acknowledged one row. */
  void done(R origin);

  /**
   * Something of the text can never be written as it is.
   *
   * @param table the child table, or null if it is not known
   */
  void bad(R origin, String table, RuntimeException reason);
}
