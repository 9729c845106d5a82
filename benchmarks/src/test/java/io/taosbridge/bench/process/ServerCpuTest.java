package io.taosbridge.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerCpuTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoListensIsFoundByPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // When
      ServerCpu cpu = ServerCpu.listeningOn(socket.getLocalPort());

      // Then
      assertThat(cpu.processes()).containsExactly(ProcessHandle.current());
      assertThat(cpu.seconds()).singleElement().satisfies(s -> assertThat(s).isPositive());
    }
  }

  @Test
  void nobodyIsFoundWhereNobodyListens() throws Exception {
    assertThat(ServerCpu.listeningOn(0).seconds()).isEmpty();
  }
}
