package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.BinaryFrame;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.framing.TextFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's own draft is what frames are compared with, masks taken off. */
@SuppressWarnings("ByteBufferBackingArray") // some of it is about arrays
class FastMaskingDraftTest {

  private static final int FRAMES = 1_000;
  private static final int MASK = 4;

  private final FastMaskingDraft fast = new FastMaskingDraft(false);
  private final Draft_6455 library = new Draft_6455();

  FastMaskingDraftTest() {
    fast.setParseMode(Role.CLIENT);
    library.setParseMode(Role.CLIENT);
  }

  /** Around all lengths modulo 8, and where the length of the length changes. */
  static IntStream lengths() {
    return Stream.of(
            IntStream.rangeClosed(0, 33),
            IntStream.rangeClosed(120, 132),
            IntStream.rangeClosed(65_530, 65_541),
            IntStream.of(1_000_003))
        .flatMapToInt(part -> part);
  }

  @ParameterizedTest(name = "{0} bytes")
  @MethodSource("lengths")
  void writesWhatTheLibraryWrites(int length) {
    // Given
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);

    // When
    ByteBuffer ours = fast.createBinaryFrame(binary(payload));

    // Then
    ByteBuffer theirs = library.createBinaryFrame(binary(payload));
    assertThat(head(ours, length)).isEqualTo(head(theirs, length));
    assertThat(unmasked(ours, length)).isEqualTo(payload).isEqualTo(unmasked(theirs, length));
  }

  @ParameterizedTest(name = "{0} bytes")
  @MethodSource("lengths")
  void theLibraryReadsWhatItWrites(int length) throws InvalidDataException {
    // Given
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    Draft_6455 server = new Draft_6455();
    server.setParseMode(Role.SERVER);

    // When
    List<Framedata> read = server.translateFrame(fast.createBinaryFrame(binary(payload)));

    // Then
    assertThat(read).hasSize(1);
    assertThat(read.get(0).getOpcode()).isEqualTo(Opcode.BINARY);
    assertThat(read.get(0).getPayloadData()).isEqualTo(ByteBuffer.wrap(payload));
  }

  @ParameterizedTest(name = "{0} bytes")
  @MethodSource("lengths")
  void masksAMessageWithRoomInFrontWhereItIs(int length) {
    // Given
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    ByteBuffer message = new SendBuffer().take(length).put(payload).flip();

    // When
    ByteBuffer ours = fast.createBinaryFrame(new OwnFrame(message));

    // Then: what writes frames takes the array from its beginning
    ByteBuffer theirs = library.createBinaryFrame(binary(payload));
    assertThat(ours.arrayOffset() + ours.position()).isZero();
    assertThat(ours.array() == message.array()).isEqualTo(length > 0xffff);
    assertThat(head(ours, length)).isEqualTo(head(theirs, length));
    assertThat(unmasked(ours, length)).isEqualTo(payload);
  }

  @Test
  void masksWhatAMessageWasCompressedTo() {
    // Given
    ByteBuffer message = new SendBuffer().take(100_000);
    OwnFrame frame = new OwnFrame(message);
    byte[] compressed = new byte[70_000];
    new Random(1).nextBytes(compressed);

    // When
    frame.setPayload(ByteBuffer.wrap(compressed));

    // Then
    assertThat(unmasked(fast.createBinaryFrame(frame), 70_000)).isEqualTo(compressed);
    assertThat(message.array()).containsOnly(0);
  }

  static Stream<FramedataImpl1> kinds() throws InvalidDataException {
    TextFrame text = new TextFrame();
    text.setPayload(ByteBuffer.wrap("hélas".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    CloseFrame close = new CloseFrame();
    close.setCode(CloseFrame.NORMAL);
    BinaryFrame part = binary(new byte[] {1, 2, 3});
    part.setFin(false);
    BinaryFrame compressed = binary(new byte[] {4});
    compressed.setRSV1(true);
    return Stream.of(text, close, part, compressed, new PingFrame(), new PongFrame());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void marksEveryKindOfFrameAsTheLibraryDoes(FramedataImpl1 frame) {
    // Given
    int length = frame.getPayloadData().remaining();

    // When
    ByteBuffer ours = fast.createBinaryFrame(frame);

    // Then
    ByteBuffer theirs = library.createBinaryFrame(frame);
    assertThat(head(ours, length)).isEqualTo(head(theirs, length));
    assertThat(unmasked(ours, length)).isEqualTo(unmasked(theirs, length));
  }

  @Test
  void leavesThePayloadAsItIs() {
    // Given
    ByteBuffer payload = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 6).slice();
    BinaryFrame frame = new BinaryFrame();
    frame.setPayload(payload);

    // When
    ByteBuffer bytes = fast.createBinaryFrame(frame);

    // Then
    assertThat(unmasked(bytes, 6)).containsExactly(3, 4, 5, 6, 7, 8);
    assertThat(payload).isEqualTo(ByteBuffer.wrap(new byte[] {3, 4, 5, 6, 7, 8}));
  }

  @Test
  void masksEachFrameAndEachSocketByAnotherMask() {
    // Given
    Set<Integer> masks = new HashSet<>();

    // When
    FastMaskingDraft draft = fast;
    for (int i = 0; i < FRAMES; i++) {
      masks.add(draft.createBinaryFrame(binary(new byte[8])).getInt(2));
      draft = (FastMaskingDraft) draft.copyInstance();
      masks.add(draft.createBinaryFrame(binary(new byte[8])).getInt(2));
    }

    // Then: of 2,000 random numbers of 32 bits, two are alike once in 2,000 runs, three never
    assertThat(masks).hasSizeGreaterThanOrEqualTo(2 * FRAMES - 2);
  }

  private static BinaryFrame binary(byte[] payload) {
    BinaryFrame frame = new BinaryFrame();
    frame.setPayload(ByteBuffer.wrap(payload));
    return frame;
  }

  /** What is before the mask. */
  private static ByteBuffer head(ByteBuffer frame, int length) {
    return frame.slice(0, frame.limit() - length - MASK);
  }

  private static byte[] unmasked(ByteBuffer frame, int length) {
    int start = frame.limit() - length;
    byte[] bytes = new byte[length];
    frame.get(start, bytes);
    for (int i = 0; i < length; i++) {
      bytes[i] ^= frame.get(start - MASK + i % MASK);
    }
    return bytes;
  }
}
