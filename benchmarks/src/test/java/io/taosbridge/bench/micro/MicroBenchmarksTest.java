package io.taosbridge.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

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
}
