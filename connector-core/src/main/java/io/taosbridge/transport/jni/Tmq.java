package io.taosbridge.transport.jni;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.util.Optional;

/**
 * What subscriptions need of the library.
 *
 * @param raw empty if the library is too old for it
 */
record Tmq(ConnectionApi results, TmqApi api, Optional<TmqRawApi> raw, Commits commits) {

  /**
   * Checks what a function returned, at once and in the same thread.
   *
   * @param what the call in words
   */
  void check(int code, String what) {
    if (code != 0) {
      throw Errors.of(code, api.tmq_err2str(code), 0, Context.SUBSCRIPTION, what);
    }
  }
}
