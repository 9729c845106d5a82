package io.taosbridge.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.TmqDeletion;
import io.taosbridge.client.error.ResultException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TmqDeletionDecoderTest {

  /** Two tables of supertable 7, rows from -1 to 2. */
  private static final byte[] DELETE =
      HexFormat.of()
          .parseHex(
              "00000000"
                  + "02000000" // message head
                  + "0700000000000000"
                  + "04" // two tables, zigzag
                  + "0100000000000000"
                  + "0200000000000000"
                  + "ffffffffffffffff"
                  + "0200000000000000"
                  + "d804" // 300 rows, zigzag
                  + "03737400"
                  + "03747300"
                  + "000000000000000000");

  @Test
  void tellsWhichTablesWereHit() {
    // When
    TmqDeletion deletion = TmqDeletionDecoder.decode(ByteBuffer.wrap(DELETE));

    // Then
    assertThat(deletion).isEqualTo(new TmqDeletion(List.of(1L, 2L), "st", "ts", -1, 2));
  }

  @Test
  void refusesWhatIsCutShort() {
    // The last 9 bytes are not read.
    for (int length = 0; length < DELETE.length - 9; length++) {
      ByteBuffer cut = ByteBuffer.wrap(DELETE, 0, length);

      // When, Then
      assertThatThrownBy(() -> TmqDeletionDecoder.decode(cut)).isInstanceOf(ResultException.class);
    }
  }
}
