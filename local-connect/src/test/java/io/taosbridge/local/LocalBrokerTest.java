package io.taosbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {

  @TempDir private Path directory;

  @Test
  void takesOtherPortsWhenSomebodyElseWasFaster() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int[] second = FreePorts.two();
      Queue<int[]> ports =
          new ArrayDeque<>(List.of(new int[] {taken.getLocalPort(), FreePorts.two()[0]}, second));

      // When
      try (LocalBroker broker = LocalBroker.start(directory, ports::remove)) {

        // Then
        assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + second[0]);
      }
    }
  }
}
