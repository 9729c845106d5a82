package io.taosbridge.schemaless;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.SchemalessProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetReaderTest {

  private static ReadPoints read(String text) {
    return ReadPoints.of(SchemalessProtocol.TELNET, text);
  }

  @Test
  void readsPoints() {
    // When
    ReadPoints read =
        read(
            """
            sys.if.bytes.out 1767225600 1.3E3 host=web01 interface=eth0
             sys.if.bytes.out  1767225600001   "a\\"b"  host=web01 interface=eth0\s

            sys.if.bytes.out 0 7u8 host=#é,\\ interface=eth1
            """);

    // Then
    assertThat(read.faults).isEmpty();
    assertThat(read.written())
        .containsExactly(
            "sys_if_bytes_out{host=web01,interface=eth0} _value=1300.0:DOUBLE 1767225600000000000",
            "sys_if_bytes_out{host=web01,interface=eth0} _value=a\\\"b:VARCHAR 1767225600001000000",
            "sys_if_bytes_out{host=#é,\\,interface=eth1} _value=7:UTINYINT 42");
    assertThat(read.points.get(0).table().name()).isEqualTo("t_f67972b49aa8adf8bca5d0d54f0d850d");
    assertThat(read.points.get(1).table().first()).isSameAs(read.points.get(0).table());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m",
        "m 1767225600",
        "m 1767225600 1",
        "m 1767225600 1 ",
        "m 17672256000 1 t=x",
        "m -176722560 1 t=x",
        "m 17672256ab 1 t=x",
        "m 1767225600 \"a b\" t=x",
        "m 1767225600 abc t=x",
        "m 1767225600 1 t",
        "m 1767225600 1 t=",
        "m 1767225600 1 =x",
        "m 1767225600 1 t=x=y",
        "m 1767225600 1 t=x t=y",
      })
  void refusesBadLines(String line) {
    // When
    ReadPoints read = read(line + "\nm 1767225600 1 t=x");

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).startsWith("1: ");
    assertThat(read.points).hasSize(1);
  }

  @Test
  void refusesMetricsThatNoSupertableCanBeCalled() {
    // When
    ReadPoints read = read("m".repeat(193) + " 1767225600 1 t=x");

    // Then
    assertThat(read.faults).hasSize(1);
    assertThat(read.faults.get(0)).contains("193 bytes");
  }
}
