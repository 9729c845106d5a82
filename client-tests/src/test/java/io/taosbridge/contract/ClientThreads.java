package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The threads that clients run: none is to outlive its connection. */
final class ClientThreads {

  /**
   * How their names begin. The JDK's HTTP client is not among them: it ends its thread when nobody
   * refers to it any more.
   */
  private static final List<String> NAMES =
      List.of("WebSocket", "connectionLostChecker", "taosbridge", "commons-pool-evictor");

  private ClientThreads() {}

  static void assertNone() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> NAMES.stream().anyMatch(name::startsWith));
  }
}
