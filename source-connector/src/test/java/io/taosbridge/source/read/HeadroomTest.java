package io.taosbridge.source.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.TopicVgroup;
import org.junit.jupiter.api.Test;

class HeadroomTest {

  private static final TopicVgroup VGROUP = new TopicVgroup("t", 3);

  private final Headroom headroom = new Headroom();

  private boolean warns(long next, long begin, long end) {
    return headroom.look(VGROUP, next, begin, end).isPresent();
  }

  @Test
  void warnsWhenMostOfALogThatIsRecycledStaysUnread() {
    assertThat(warns(110, 100, 200)).isFalse();
    assertThat(headroom.look(VGROUP, 112, 100, 210))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .contains("vgroup 3 of topic t")
                    .contains("begins at version 100")
                    .contains("of the 110 versions in it 98 are not read")
                    .contains("WAL_RETENTION_PERIOD"));
  }

  @Test
  void warnsOnceUntilThereWasRoomAgain() {
    // Given
    warns(110, 100, 200);
    warns(110, 100, 200);

    // Then
    assertThat(warns(110, 100, 200)).isFalse();
    assertThat(warns(140, 100, 200)).isFalse();
    assertThat(warns(110, 100, 200)).isFalse();
    assertThat(warns(190, 100, 200)).isFalse();
    assertThat(warns(210, 200, 300)).isFalse();
    assertThat(warns(210, 200, 300)).isTrue();
  }

  @Test
  void isSilentAboutEntriesThatHaveJustBeenWritten() {
    assertThat(warns(100, 100, 103)).isFalse();
    assertThat(warns(103, 100, 103)).isFalse();
    assertThat(warns(103, 103, 106)).isFalse();
  }

  @Test
  void isSilentAboutALogThatHasNeverBeenRecycled() {
    assertThat(warns(0, 0, 1000)).isFalse();
    assertThat(warns(0, 0, 1000)).isFalse();
  }

  @Test
  void isSilentAboutAnEmptyLog() {
    assertThat(warns(100, 100, 100)).isFalse();
    assertThat(warns(100, 100, 100)).isFalse();
  }
}
