package io.taosbridge.demo;

/** The demonstration did not come to a good end; the message says why to whoever looks on. */
final class DemoFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }
}
