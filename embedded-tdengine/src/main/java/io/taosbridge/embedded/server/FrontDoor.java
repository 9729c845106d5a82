package io.taosbridge.embedded.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.CharsetUtil;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Every connection begins here: an upgrade becomes a session, anything else goes to the routes. */
final class FrontDoor extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** Frames of 150 MB pass the adapter. */
  static final int MAX_MESSAGE_BYTES = 256 << 20;

  /** A socket from which nothing came for this long is dropped (websocket.md, section 2). */
  private static final int SILENCE_SECONDS = 60 + WebSocketFrames.PING_SECONDS;

  private final Map<String, SocketSession.Factory> sockets;
  private final HttpRoutes routes;
  private final Tokens tokens;
  private final Executor pool;
  private final ChannelGroup webSockets;

  /**
   * @param webSockets takes in every connection that becomes a WebSocket
   */
  FrontDoor(
      Map<String, SocketSession.Factory> sockets,
      HttpRoutes routes,
      Tokens tokens,
      Executor pool,
      ChannelGroup webSockets) {
    this.sockets = sockets;
    this.routes = routes;
    this.tokens = tokens;
    this.pool = pool;
    this.webSockets = webSockets;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      answer(context, request, new HttpAnswer(HttpResponseStatus.BAD_REQUEST));
      return;
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    if (!tokens.admits(uri)) {
      answer(context, request, HttpAnswer.plain(HttpResponseStatus.UNAUTHORIZED, "invalid token"));
      return;
    }
    SocketSession.Factory socket = sockets.get(uri.path());
    if (socket != null) {
      boolean byCloud = uri.parameters().containsKey("token");
      upgrade(context, request, peer -> socket.open(peer, byCloud));
      return;
    }
    request.retain();
    pool.execute(
        () -> {
          try {
            routes.answer(request, answer -> answer(context, request, answer));
          } finally {
            request.release();
          }
        });
  }

  private void upgrade(
      ChannelHandlerContext context,
      FullHttpRequest request,
      Function<Peer, SocketSession> factory) {
    if (!request
        .headers()
        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      HttpAnswer refusal =
          HttpAnswer.plain(HttpResponseStatus.BAD_REQUEST, "Bad Request\n")
              .with("Content-Type", "text/plain; charset=utf-8")
              .with("Sec-Websocket-Version", "13");
      answer(context, request, refusal);
      return;
    }
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(request.uri(), null, true, MAX_MESSAGE_BYTES)
            .newHandshaker(request);
    if (handshaker == null) {
      answer(context, request, new HttpAnswer(HttpResponseStatus.BAD_REQUEST));
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    pipeline.remove(HttpContentCompressor.class);
    pipeline.remove(HttpContentDecompressor.class);
    webSockets.add(context.channel());
    NettyPeer peer = new NettyPeer(context.channel());
    NettyPeer.detach(handshaker.handshake(context.channel(), request));
    pipeline.addLast(new IdleStateHandler(SILENCE_SECONDS, 0, 0));
    pipeline.addLast(new WebSocketFrameAggregator(MAX_MESSAGE_BYTES));
    pipeline.addLast(new WebSocketFrames(peer, factory.apply(peer), handshaker));
    pipeline.remove(FrontDoor.class);
  }

  private static void answer(
      ChannelHandlerContext context, FullHttpRequest request, HttpAnswer answer) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    NettyPeer peer = new NettyPeer(context.channel());
    switch (answer.sending().kind()) {
      case SEND -> peer.later(answer.sending().after(), () -> send(context, keepAlive, answer));
      case CUT -> cut(context, answer);
      case RESET -> peer.reset();
      case DROP -> {
        // Nobody is told.
      }
    }
  }

  private static void send(ChannelHandlerContext context, boolean keepAlive, HttpAnswer answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            answer.status(),
            Unpooled.copiedBuffer(answer.body(), CharsetUtil.UTF_8));
    answer.headers().forEach(response.headers()::set);
    HttpUtil.setContentLength(response, response.content().readableBytes());
    if (keepAlive) {
      NettyPeer.detach(context.writeAndFlush(response));
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      NettyPeer.detach(context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE));
    }
  }

  /** Announces the whole body and resets the connection behind half of it. */
  private static void cut(ChannelHandlerContext context, HttpAnswer answer) {
    ByteBuf body = Unpooled.copiedBuffer(answer.body(), CharsetUtil.UTF_8);
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status());
    answer.headers().forEach(head.headers()::set);
    HttpUtil.setContentLength(head, body.readableBytes());
    NettyPeer.detach(context.write(head));
    NettyPeer.detach(
        context
            .writeAndFlush(new DefaultHttpContent(body.slice(0, body.readableBytes() / 2)))
            .addListener(ChannelFutureListener.CLOSE));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.BAD_REQUEST,
            Unpooled.copiedBuffer("", CharsetUtil.UTF_8));
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    HttpUtil.setContentLength(response, 0);
    NettyPeer.detach(context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE));
  }
}
