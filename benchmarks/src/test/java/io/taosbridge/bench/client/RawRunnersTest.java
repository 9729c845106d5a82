package io.taosbridge.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.bench.connect.MeterTarget;
import io.taosbridge.bench.race.Run;
import io.taosbridge.embedded.EmbeddedTDengine;
import org.junit.jupiter.api.Test;

class RawRunnersTest {

  private static final long ROWS = 20_500;

  @Test
  void whatRawFramesWriteIsReadByOthers() throws Exception {
    try (EmbeddedTDengine server = EmbeddedTDengine.start()) {
      // Given
      MeterDatabase database =
          new MeterDatabase(
              new Connections("127.0.0.1:" + server.port(), "root", "taosdata"), "raw");
      MeterTarget target = new MeterTarget(database, ROWS, true);
      RawRunners raw = new RawRunners(database, ROWS);

      // When
      Run written = raw.insert(target::clear, target::verify).run();
      Run queried = raw.query().run();
      Run subscribed = raw.subscription().run();

      // Then: the target has verified what is stored
      for (Run run : new Run[] {written, queried, subscribed}) {
        assertThat(run.checksum()).isEqualTo(ROWS);
        assertThat(run.lap().seconds()).isPositive();
      }
    }
  }
}
