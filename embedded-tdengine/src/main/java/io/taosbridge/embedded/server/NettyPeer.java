package io.taosbridge.embedded.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A peer behind a Netty channel. */
final class NettyPeer implements Peer {

  private final Channel channel;
  private volatile boolean mute;

  NettyPeer(Channel channel) {
    this.channel = channel;
  }

  /** Whether what arrives is to be thrown away. */
  boolean isMute() {
    return mute;
  }

  @Override
  public void send(String text) {
    send(new TextWebSocketFrame(text));
  }

  @Override
  public void send(ByteBuffer... parts) {
    send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(parts)));
  }

  private void send(WebSocketFrame frame) {
    if (mute) {
      frame.release();
    } else {
      detach(channel.writeAndFlush(frame));
    }
  }

  @Override
  public void later(Duration after, Runnable task) {
    detach(channel.eventLoop().schedule(task, after.toNanos(), TimeUnit.NANOSECONDS));
  }

  @Override
  public void reset() {
    mute = true;
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    detach(channel.close());
  }

  @Override
  public void halfClose() {
    mute = true;
    detach(((SocketChannel) channel).shutdownOutput());
  }

  @Override
  public void mute() {
    mute = true;
    channel.config().setAutoRead(false);
  }

  /** A send whose failure closes the channel anyway: nobody waits for it. */
  static void detach(Future<?> future) {
    if (future.isCancelled()) {
      throw new IllegalStateException("cancelled");
    }
  }
}
