package io.taosbridge.nativestub;

/** An error with TDengine's code, as a C caller gets it. */
final class AdapterException extends RuntimeException {

  static final int BROKEN_LINK = 0x0018;
  static final int TIMEOUT = 0x0019;
  static final int UNREACHABLE = 0x000b;

  private static final long serialVersionUID = 1;

  private final int code;

  AdapterException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
