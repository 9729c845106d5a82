package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPackerTest {

  private static final List<String> TEXTS =
      List.of("m,t=1 c=1", "", "später", "what?", "检查", "m,t=2 c=2", "ÿ?", "x");

  private final TextPacker packer = new TextPacker();

  @BeforeEach
  void begin() {
    packer.begin(TEXTS.size());
  }

  @Test
  void keepsTextsOfAllKindsBehindEachOther() {
    // When
    List<Object> packed = TEXTS.stream().map(packer::pack).toList();

    // Then
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(packed.get(i)).isInstanceOf(PackedText.class);
      PackedText text = (PackedText) packed.get(i);
      byte[] bytes = new byte[text.length()];
      text.copyTo(bytes);
      assertThat(bytes).isEqualTo(TEXTS.get(i).getBytes(StandardCharsets.UTF_8));
      assertThat(text.unpacked()).isEqualTo(TEXTS.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é"})
  void keepsMoreTextsThanWereExpectedAndFitIntoOneArray(String character) {
    // Given
    List<Object> packed = new ArrayList<>();
    String text = character.repeat(50_000);

    // When
    for (int i = 0; i < 3 * TEXTS.size(); i++) {
      packed.add(packer.pack(text + i));
    }

    // Then
    for (int i = 0; i < packed.size(); i++) {
      assertThat(((Packed) packed.get(i)).unpacked()).isEqualTo(text + i);
    }
  }

  @Test
  void whatWasPackedBeforeStaysAsItIs() {
    // Given
    PackedText earlier = (PackedText) packer.pack("earlier");

    // When
    packer.begin(1);
    packer.pack("another");

    // Then
    assertThat(earlier.unpacked()).isEqualTo("earlier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \uD83D of a pair", "a pair \uD83D\uDE00"})
  void leavesSurrogatesAsTheyAre(String text) {
    // When
    Object first = packer.pack(text);
    Object second = packer.pack(text);

    // Then
    assertThat(List.of(first, second)).allSatisfy(each -> assertThat(each).isSameAs(text));
  }

  @Test
  void leavesHugeTextsAsTheyAre() {
    // Given
    String huge = "x".repeat(1 << 20);

    // When
    Object packed = packer.pack(huge);

    // Then
    assertThat(packed).isSameAs(huge);
    assertThat(packer.pack("x")).isInstanceOf(PackedText.class);
  }
}
