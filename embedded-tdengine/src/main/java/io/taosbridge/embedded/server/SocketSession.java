package io.taosbridge.embedded.server;

import java.nio.ByteBuffer;

/**
 * What a WebSocket's endpoint does with what arrives. Called in order on the socket's own thread,
 * which must not be held up.
 */
public interface SocketSession {

  void onText(String text);

  /** The whole message, little-endian. */
  void onBinary(ByteBuffer message);

  /** The socket is gone, whoever closed it. */
  void onClose();

  /** Makes the session of a socket that has just been opened. */
  interface Factory {
    /**
     * @param byCloud whether the socket came with {@code ?token=}
     */
    SocketSession open(Peer peer, boolean byCloud);
  }
}
