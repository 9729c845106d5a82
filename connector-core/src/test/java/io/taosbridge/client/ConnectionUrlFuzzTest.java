package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.testing.Damage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** URLs as nobody meant to write them; each test's name shows its seed. */
class ConnectionUrlFuzzTest {

  private static final int ROUNDS = 20_000;
  private static final String PASSWORD = "S3cr3t";
  private static final String CHARACTERS = "ws:/@?&=%[],.#+ 09aZ\u0000\n\u00e9\ud83d";

  private static final List<String> URLS =
      List.of(
          "ws://root:" + PASSWORD + "@h1:6041,h2/db?timezone=UTC&read_timeout=5",
          "taos+wss://u%40v:" + PASSWORD + "@[2001:db8::1]:6041/d%2Fb?compression=true",
          "http://h?token=" + PASSWORD + "&conn_retries=1&retry_backoff_ms=10",
          "taos://root:" + PASSWORD + "@localhost:6030/?config=/etc/taos");

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTextIsReadOrRefusedByName(long seed) {
    Damage damage = new Damage(seed);
    for (int i = 0; i < ROUNDS; i++) {
      // Given
      String url = damage.of(URLS.get(i % URLS.size()), CHARACTERS);

      // When
      String told;
      try {
        told = ConnectionOptions.parse(url).toString();
      } catch (InterfaceException refused) {
        told = refused.getMessage();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("url " + url, e);
      }

      // Then
      assertThat(told).isNotBlank();
      boolean once = url.indexOf(PASSWORD) == url.lastIndexOf(PASSWORD);
      if (once && url.contains(":" + PASSWORD + "@")) {
        assertThat(told).as(url).doesNotContain(PASSWORD);
      }
    }
  }
}
