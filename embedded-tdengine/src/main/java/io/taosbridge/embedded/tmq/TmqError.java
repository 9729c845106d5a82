package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.EngineException;

/** The errors of subscription that the server itself can answer with (errors.md, section 9). */
enum TmqError {
  INVALID_PARAMETER(0x0118, "Invalid parameters"),
  TOPIC_NOT_EXIST(0x03E1, "Topic not exist"),
  CONSUMER_NOT_EXIST(0x03E6, "Consumer not exist"),
  GROUP_NOT_EXIST(0x03E8, "Subscribe not exist"),
  GROUP_IN_USE(0x03EC, "Consumer group being used by some consumer"),
  VERSION_OUT_OF_RANGE(0x4007, "Offset out of range"),
  VGROUP_NOT_OWNED(0x4008, "VgId does not belong to this consumer"),
  TOPIC_NOT_OWNED(0x4009, "Topic does not belong to this consumer"),
  NEED_INITIALIZED(0x4010, "Assignment or poll interface need to be called first");

  private final int code;
  private final String text;

  TmqError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  EngineException exception() {
    return new EngineException(code, text);
  }

  EngineException exception(String otherText) {
    return new EngineException(code, otherText);
  }
}
