package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.ResultException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TmqRawReplyTest {

  private static final int BEFORE_RAW_TYPE = 50;

  /** Request 9, code 0, message 3, raw type 2 and two bytes of payload. */
  private static final ByteBuffer REPLY =
      ByteBuffer.wrap(
              HexFormat.of()
                  .parseHex(
                      "ffffffffffffffff08000000000000000100d2040000000000000900000000000000"
                          + "0000000000000000030000000000000002000200000064"
                          + "65"))
          .order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void readsAReply() {
    // When
    TmqRawReply reply = TmqRawReply.of(BinaryReply.read(REPLY));
    // Then
    assertThat(reply.hasData()).isTrue();
    assertThat(reply.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {0x64, 0x65}));
  }

  @Test
  void refusesAReplyCutShort() {
    for (int length = BEFORE_RAW_TYPE; length < REPLY.limit(); length++) {
      // Given
      BinaryReply cut = BinaryReply.read(REPLY.slice(0, length).order(ByteOrder.LITTLE_ENDIAN));
      // When, Then
      assertThatThrownBy(() -> TmqRawReply.of(cut))
          .as("cut at %d", length)
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("cut short");
    }
  }
}
