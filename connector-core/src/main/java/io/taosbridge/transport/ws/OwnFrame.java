package io.taosbridge.transport.ws;

import java.nio.ByteBuffer;
import org.java_websocket.framing.BinaryFrame;

/** A message that is sent once: its array, with what is in front of it, may be written over. */
final class OwnFrame extends BinaryFrame {

  private boolean replaced;

  OwnFrame(ByteBuffer message) {
    super.setPayload(message);
  }

  /** Called by the library, with what it has compressed the message to. */
  @Override
  public void setPayload(ByteBuffer other) {
    super.setPayload(other);
    replaced = true;
  }

  /** Whether the message can become a frame where it is. */
  boolean hasRoom() {
    ByteBuffer message = getPayloadData();
    return !replaced
        && message.position() == 0
        && message.remaining() > 0xffff
        && SendBuffer.hasRoom(message);
  }
}
