package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;

/** Makes exceptions of the library's errors. */
final class Failure {

  private Failure() {}

  /**
   * The error of a result; of null, the last one of this thread, which another call may overwrite.
   *
   * @param what the call in words, or null
   */
  static TDengineException of(
      ConnectionApi api, Pointer result, long requestId, Context context, String what) {
    int code = api.taos_errno(result);
    if (code == 0) {
      return Errors.unreadable("TDengine's client library failed without an error", null);
    }
    return Errors.of(code, api.taos_errstr(result), requestId, context, what);
  }

  /** An error of a statement. Its code alone tells: the text may say "success" all the same. */
  static TDengineException ofStatement(int code, String text, long requestId) {
    return Errors.of(code, "success".equals(text) ? "" : text, requestId, Context.STATEMENT);
  }

  /** C text ends at its first NUL: what stands behind one would be lost without a word. */
  static String text(String text, String what) {
    if (text.indexOf('\0') >= 0) {
      throw Errors.misuse("the " + what + " has a character of code 0 in it");
    }
    return text;
  }
}
