package io.taosbridge.embedded.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.timeout.IdleStateEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames in, session calls out; pings and close frames are dealt with here. */
final class WebSocketFrames extends SimpleChannelInboundHandler<WebSocketFrame> {

  /** The adapter's habit (websocket.md, section 2). */
  static final int PING_SECONDS = 54;

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketFrames.class);

  private final NettyPeer peer;
  private final SocketSession session;
  private final WebSocketServerHandshaker handshaker;

  WebSocketFrames(NettyPeer peer, SocketSession session, WebSocketServerHandshaker handshaker) {
    this.peer = peer;
    this.session = session;
    this.handshaker = handshaker;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    NettyPeer.detach(
        context
            .executor()
            .scheduleAtFixedRate(
                () -> ping(context), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS));
  }

  private void ping(ChannelHandlerContext context) {
    if (context.channel().isActive() && !peer.isMute()) {
      NettyPeer.detach(context.writeAndFlush(new PingWebSocketFrame()));
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (peer.isMute()) {
      return;
    }
    if (frame instanceof TextWebSocketFrame text) {
      session.onText(text.text());
    } else if (frame instanceof BinaryWebSocketFrame binary) {
      byte[] bytes = new byte[binary.content().readableBytes()];
      binary.content().readBytes(bytes);
      session.onBinary(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } else if (frame instanceof PingWebSocketFrame ping) {
      NettyPeer.detach(context.writeAndFlush(new PongWebSocketFrame(ping.content().retain())));
    } else if (frame instanceof CloseWebSocketFrame close) {
      NettyPeer.detach(handshaker.close(context, close.retain()));
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof IdleStateEvent) {
      NettyPeer.detach(context.close());
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    session.onClose();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("closing a socket", cause);
    NettyPeer.detach(context.close());
  }
}
