package io.taosbridge.transport.jni;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.util.Map;
import java.util.Optional;

/** The parts of libtaos that a subscription needs. */
final class Tmq {

  private final TmqLibrary tmq;
  private final ResultLibrary results;
  private final Optional<TmqRawLibrary> raw;

  private Tmq(NativeLibrary library) {
    tmq = new TmqLibrary(library);
    results = new ResultLibrary(library);
    raw = hasRaw(library) ? Optional.of(new TmqRawLibrary(library)) : Optional.empty();
  }

  static Tmq load() {
    return new Tmq(
        NativeLibrary.getInstance("taos", Map.of(Library.OPTION_STRING_ENCODING, Text.ENCODING)));
  }

  private static boolean hasRaw(NativeLibrary library) {
    try {
      TmqRawLibrary.SYMBOLS.forEach(library::getFunction);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  TmqLibrary tmq() {
    return tmq;
  }

  ResultLibrary results() {
    return results;
  }

  /** Empty if this libtaos is too old for it. */
  Optional<TmqRawLibrary> raw() {
    return raw;
  }

  /**
   * Checks what a tmq function returned; to be called by the same thread at once.
   *
   * @param what the call in words
   */
  void check(int code, String what) {
    if (code != 0) {
      throw Errors.of(code, Text.orEmpty(tmq.tmq_err2str(code)), 0, Context.SUBSCRIPTION, what);
    }
  }
}
