package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ByteBufferBackingArray") // it is the arrays that are looked at
class SendBufferTest {

  private static final int LENGTH = 100_000;

  private final SendBuffer buffers = new SendBuffer();

  @Test
  void handsOutWhatWasGivenBack() {
    // Given
    ByteBuffer first = buffers.take(LENGTH);
    buffers.giveBack(first);

    // When
    ByteBuffer second = buffers.take(LENGTH - 1);
    ByteBuffer third = buffers.take(LENGTH - 1);

    // Then
    assertThat(second.array()).isSameAs(first.array());
    assertThat(second.remaining()).isEqualTo(LENGTH - 1);
    assertThat(third.array()).isNotSameAs(first.array());
  }

  @Test
  void keepsNoMoreThanTwiceOfWhatIsNeeded() {
    // Given
    ByteBuffer large = buffers.take(LENGTH);
    buffers.giveBack(large);

    // When
    ByteBuffer small = buffers.take(LENGTH / 3);
    ByteBuffer again = buffers.take(LENGTH);

    // Then
    assertThat(small.array()).hasSizeLessThan(LENGTH / 2);
    assertThat(again.array()).isNotSameAs(large.array());
  }

  @Test
  void aMessageThatIsALittleLongerFindsRoomInWhatIsKept() {
    // Given
    ByteBuffer first = buffers.take(LENGTH);
    buffers.giveBack(first);

    // When
    ByteBuffer second = buffers.take(LENGTH + LENGTH / 10);

    // Then
    assertThat(second.array()).isSameAs(first.array());
    assertThat(second.remaining()).isEqualTo(LENGTH + LENGTH / 10);
  }

  @Test
  void leavesNoRoomInFrontOfWhatIsCompressed() {
    // Given
    SendBuffer compressed = new SendBuffer(true);
    ByteBuffer first = compressed.take(LENGTH);
    compressed.giveBack(first);

    // When
    ByteBuffer second = compressed.take(LENGTH);

    // Then
    assertThat(first.array()).hasSize(LENGTH);
    assertThat(second.array()).hasSize(LENGTH).isNotSameAs(first.array());
  }

  @Test
  void takesNothingBackThatItDidNotHandOut() {
    // Given
    ByteBuffer foreign = ByteBuffer.allocate(LENGTH);

    // When
    buffers.giveBack(foreign);

    // Then
    assertThat(buffers.take(LENGTH - SendBuffer.ROOM).array()).isNotSameAs(foreign.array());
  }
}
