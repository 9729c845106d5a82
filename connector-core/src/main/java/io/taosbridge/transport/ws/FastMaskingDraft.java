package io.taosbridge.transport.ws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.protocols.Protocol;

/**
 * RFC 6455 with frames masked eight bytes at a time. The library masks byte by byte and needs
 * twelve times as long: 2.5 ms of CPU for a MiB.
 */
final class FastMaskingDraft extends Draft_6455 {

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_IN_2_BYTES = 126;
  private static final int LENGTH_IN_8_BYTES = 127;

  private final SplittableRandom masks = new SplittableRandom(new SecureRandom().nextLong());

  private final boolean compression;

  /**
   * @param compression whether to offer permessage-deflate; the server decides
   */
  FastMaskingDraft(boolean compression) {
    super(extensions(compression), List.<IProtocol>of(new Protocol("")), Integer.MAX_VALUE);
    this.compression = compression;
  }

  private static List<IExtension> extensions(boolean compression) {
    if (!compression) {
      return List.of();
    }
    // The fastest level: the others cost several times the time for little less to send.
    PerMessageDeflateExtension deflate = new PerMessageDeflateExtension(Deflater.BEST_SPEED);
    // taosAdapter asks for it, and the library does not look at what the server asks for.
    deflate.setClientNoContextTakeover(true);
    return List.of(deflate);
  }

  @Override
  public Draft copyInstance() {
    return new FastMaskingDraft(compression);
  }

  /** Called by one thread at a time per socket, though not always the same: hence synchronized. */
  @Override
  public synchronized ByteBuffer createBinaryFrame(Framedata frame) {
    IExtension extension = getExtension();
    extension.encodeFrame(frame);
    ByteBuffer payload = frame.getPayloadData();
    int length = payload.remaining();
    ByteBuffer bytes =
        frame instanceof OwnFrame own && own.hasRoom()
            ? SendBuffer.withRoom(payload)
            : ByteBuffer.allocate(SendBuffer.ROOM + length);
    bytes.put((byte) (opcode(frame.getOpcode()) | (frame.isFin() ? FIN : 0) | reserved(frame)));
    if (length < LENGTH_IN_2_BYTES) {
      bytes.put((byte) (MASKED | length));
    } else if (length <= 0xffff) {
      bytes.put((byte) (MASKED | LENGTH_IN_2_BYTES)).putShort((short) length);
    } else {
      bytes.put((byte) (MASKED | LENGTH_IN_8_BYTES)).putLong(length);
    }
    int mask = masks.nextInt();
    bytes.putInt(mask);
    putMasked(payload.duplicate().order(ByteOrder.BIG_ENDIAN), bytes, mask);
    return bytes.flip();
  }

  /** The target may be the payload's own array, if the bytes keep their places there. */
  private static void putMasked(ByteBuffer payload, ByteBuffer target, int mask) {
    long wideMask = (long) mask << 32 | Integer.toUnsignedLong(mask);
    while (payload.remaining() >= Long.BYTES) {
      target.putLong(payload.getLong() ^ wideMask);
    }
    for (int shift = 24; payload.hasRemaining(); shift = (shift + 24) % 32) {
      target.put((byte) (payload.get() ^ (mask >>> shift)));
    }
  }

  private static int reserved(Framedata frame) {
    return (frame.isRSV1() ? 0x40 : 0) | (frame.isRSV2() ? 0x20 : 0) | (frame.isRSV3() ? 0x10 : 0);
  }

  private static int opcode(Opcode opcode) {
    return switch (opcode) {
      case CONTINUOUS -> 0;
      case TEXT -> 1;
      case BINARY -> 2;
      case CLOSING -> 8;
      case PING -> 9;
      case PONG -> 10;
    };
  }
}
