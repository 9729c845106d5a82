package io.taosbridge.embedded.server;

import io.taosbridge.embedded.engine.EngineException;

/**
 * An error that a statement answers with until it is prepared again. The code stays; the text
 * depends on who asks, since the C library keeps texts of its own for some codes only.
 *
 * @param isForGood whether not even another prepare helps
 */
record StatementError(
    int code, String prepareText, String bindText, String executeText, boolean isForGood) {

  static final String API_USAGE_TEXT = "Stmt API usage error";

  private static final int API_USAGE = 0x022A;
  private static final int INVALID_OPERATION = 0x0200;
  private static final int SYNTAX = 0x0216;

  /** From a bind or prepare that failed. */
  static StatementError ofBind(EngineException e) {
    boolean keepsText = e.code() == INVALID_OPERATION || e.code() == SYNTAX;
    return new StatementError(
        e.code(), e.getMessage(), e.getMessage(), keepsText ? e.getMessage() : "success", false);
  }

  /** From a bind or execution before the first prepare. */
  static StatementError misuse(String prepareText) {
    return new StatementError(API_USAGE, prepareText, API_USAGE_TEXT, API_USAGE_TEXT, true);
  }

  EngineException onPrepare() {
    return new EngineException(code, prepareText);
  }

  EngineException onBind() {
    return new EngineException(code, bindText);
  }

  EngineException onExecute() {
    return new EngineException(code, executeText);
  }
}
