package io.taosbridge.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.ConnectionOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InquiryTest {

  private static Findings ask(String url, Duration patience) {
    return Inquiry.ask(
        ConnectionOptions.parse(url),
        connection -> {
          throw new AssertionError("nobody is there");
        },
        patience);
  }

  @Test
  void doesNotWaitLongForAServerThatDoesNotAnswer() throws IOException {
    // Given
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "ws://127.0.0.1:" + deaf.getLocalPort() + "?conn_retries=0";

      // When
      Findings findings = ask(url, Duration.ofMillis(100));

      // Then
      assertThat(findings.problems().get("connection.url")).contains("did not answer within");
    }
  }

  @Test
  void putsAServerThatIsNotThereOnTheUrl() {
    // When
    Findings findings = ask("ws://127.0.0.1:1?conn_retries=0", Duration.ofSeconds(60));

    // Then
    assertThat(findings.problems()).containsOnlyKeys("connection.url");
    assertThat(findings.problems().get("connection.url")).contains("127.0.0.1:1");
    assertThat(findings.recommended()).isEmpty();
  }
}
