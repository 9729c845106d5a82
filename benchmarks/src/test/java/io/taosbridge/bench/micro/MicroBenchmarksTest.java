package io.taosbridge.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

/** Who is measured against whom must do the same work. */
class MicroBenchmarksTest {

  @Test
  void bothDecodersSeeTheSameCells() {
    // Given
    BlockDecode decode = new BlockDecode();

    // When
    long ours = decode.ours();

    // Then
    assertThat(ours).isNotZero().isEqualTo(decode.vendor());
  }

  @Test
  void allFramesBindTheSame() {
    // Given
    FrameEncode encode = new FrameEncode();

    // When, Then
    assertThatNoException().isThrownBy(encode::open);
    encode.close();
  }

  @Test
  void theFrameOfLinesBindsWhatTheySay() {
    // Given
    LineEncode encode = new LineEncode();

    // When, Then
    assertThatNoException().isThrownBy(encode::open);
    encode.close();
  }
}
