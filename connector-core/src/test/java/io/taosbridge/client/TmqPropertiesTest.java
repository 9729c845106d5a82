package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.error.InterfaceException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TmqPropertiesTest {

  private static TmqProperties parse(String... namesAndValues) {
    Map<String, String> properties = new HashMap<>(Map.of("group.id", "g"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return TmqProperties.parse(properties);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h         | 7041 | h:7041",
        "h         |      | h:6041",
        "          | 7041 | localhost:7041",
        "          |      | localhost:6041",
        "a,b:1     | 7041 | a:7041,b:1",
        "::1       | 7041 | [::1]:7041",
        "[::1]     |      | [::1]:6041",
        "[::1]:9,c | 7041 | [::1]:9,c:7041"
      })
  void findsHostsAndPorts(String hosts, String port, String expected) {
    for (String prefix : new String[] {"td.connect.ip/td.connect.port", "host/port"}) {
      // Given
      Map<String, String> properties = new HashMap<>(Map.of("group.id", "g"));
      if (hosts != null) {
        properties.put(prefix.split("/")[0], hosts);
      }
      if (port != null) {
        properties.put(prefix.split("/")[1], port);
      }
      // When
      TmqProperties parsed = TmqProperties.parse(properties);
      // Then
      assertThat(parsed.connection().hosts()).isEqualTo(expected);
      assertThat(parsed.subscription()).isEqualTo(TmqOptions.ofGroup("g"));
    }
  }

  @Test
  void theSchemeDecidesTheTransport() {
    assertThat(parse().connection().transport()).isEqualTo(Transport.WEBSOCKET);
    assertThat(parse("td.connect.websocket.scheme", "wss").connection().tls().enabled()).isTrue();
    assertThat(parse("td.connect.websocket.scheme", "taos").connection().transport())
        .isEqualTo(Transport.NATIVE);
  }

  @Test
  void takesTheLogin() {
    // When
    ConnectionOptions login =
        parse("td.connect.user", "u", "td.connect.pass", "p@:/", "token", "c").connection();
    ConnectionOptions byToken = parse("td.connect.token", "b").connection();
    // Then
    assertThat(login.user()).isEqualTo("u");
    assertThat(login.password()).isEqualTo("p@:/");
    assertThat(login.token()).isEqualTo("c");
    assertThat(login.bearerToken()).isEmpty();
    assertThat(byToken.bearerToken()).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "td.connect.ip | a b          | bad host name",
        "td.connect.ip | a/b?token=x  | bad host name",
        "td.connect.ip | u:S3cr3t@h   | bad host name",
        "td.connect.port | x          | bad port",
        "td.connect.websocket.scheme | ws://  | must be such as ws or wss",
        "td.connect.websocket.scheme | jdbc   | unknown scheme",
        "group.id | a:b               | group.id must be given"
      })
  void saysWhatIsWrong(String name, String value, String expected) {
    assertThatThrownBy(() -> parse(name, value))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(expected)
        .hasMessageNotContaining("S3cr3t");
  }

  @Test
  void refusesTwoNamesThatContradictEachOther() {
    assertThatThrownBy(() -> parse("host", "a", "td.connect.ip", "b"))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("td.connect.ip and host contradict each other");
    assertThat(parse("host", "a", "td.connect.ip", "a").connection().hosts()).isEqualTo("a:6041");
  }
}
