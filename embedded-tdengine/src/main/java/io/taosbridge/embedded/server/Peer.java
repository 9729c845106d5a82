package io.taosbridge.embedded.server;

import java.nio.ByteBuffer;
import java.time.Duration;

/** The client's end of a WebSocket. */
public interface Peer {

  void send(String text);

  /** Sends the buffers as one message. */
  void send(ByteBuffer... parts);

  /** Runs the task later, unless the socket is gone by then. */
  void later(Duration after, Runnable task);

  /** Ends the connection with a TCP reset. */
  void reset();

  /** Shuts the sending side and drops whatever would still be sent. */
  void halfClose();

  /** Leaves the connection open, but neither reads nor answers any more. */
  void mute();
}
