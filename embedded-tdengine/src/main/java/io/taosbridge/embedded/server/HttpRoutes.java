package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.function.Consumer;

/** Answers plain HTTP requests. */
interface HttpRoutes {

  /** Called on a thread that may block; {@code answer} is called once, from any thread. */
  void answer(FullHttpRequest request, Consumer<HttpAnswer> answer);
}
