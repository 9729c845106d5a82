package io.taosbridge.embedded.fault;

import java.time.Duration;

/** What goes wrong with one request. */
public sealed interface Effect {

  /** The request is done, its reply is never sent. */
  record DropReply() implements Effect {}

  /** The request is done at once, its reply is sent so much later. */
  record Delay(Duration by) implements Effect {}

  /** The request is not done; the reply carries this code. */
  record Fail(int code, String message) implements Effect {}

  /** The socket is reset before the request is done. */
  record ResetBefore() implements Effect {}

  /** The request is done, then the socket is reset in place of the reply. */
  record ResetAfter() implements Effect {}

  /** The server shuts its sending side, and answers nothing more. */
  record HalfClose() implements Effect {}

  /** From here on the server neither reads nor answers, and leaves the socket open. */
  record Mute() implements Effect {}

  /** Over HTTP: the request is done, its reply breaks off in the middle of the body. */
  record CutBody() implements Effect {}
}
