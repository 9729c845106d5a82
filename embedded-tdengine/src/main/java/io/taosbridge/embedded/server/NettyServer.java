package io.taosbridge.embedded.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Listens for HTTP and WebSocket on the same port, with TLS or without. */
public final class NettyServer implements AutoCloseable {

  private static final int WINDOW_BITS = 15;

  /**
   * @param port 0 for any that is free
   * @param tls null for none
   */
  public record Address(String host, int port, SSLContext tls) {}

  private final EventLoopGroup loops =
      new NioEventLoopGroup(2, new DefaultThreadFactory("embedded-tdengine-io", true));

  /** Closes what is accepted while it closes, too: whoever is behind it would wait in vain. */
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  private final ChannelGroup webSockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;
  private final int port;

  public NettyServer(
      Address address,
      Map<String, SocketSession.Factory> sockets,
      HttpRoutes routes,
      Tokens tokens,
      Executor pool) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    open.add(channel);
                    if (address.tls() != null) {
                      channel.pipeline().addLast(serverSide(address.tls()));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpContentDecompressor(FrontDoor.MAX_MESSAGE_BYTES))
                        .addLast(new HttpContentCompressor())
                        .addLast(new HttpObjectAggregator(FrontDoor.MAX_MESSAGE_BYTES))
                        .addLast(compression())
                        .addLast(new FrontDoor(sockets, routes, tokens, pool, webSockets));
                  }
                });
    try {
      listening = bootstrap.bind(address.host(), address.port()).syncUninterruptibly().channel();
      port = ((InetSocketAddress) listening.localAddress()).getPort();
    } catch (RuntimeException e) {
      stopLoops();
      throw e;
    }
  }

  private static SslHandler serverSide(SSLContext tls) {
    SSLEngine engine = tls.createSSLEngine();
    engine.setUseClientMode(false);
    return new SslHandler(engine);
  }

  /** Without context takeover both ways, as taosAdapter does it (websocket.md, section 2). */
  private static WebSocketServerExtensionHandler compression() {
    return new WebSocketServerExtensionHandler(
        new PerMessageDeflateServerExtensionHandshaker(
            Deflater.BEST_SPEED, true, WINDOW_BITS, true, true, FrontDoor.MAX_MESSAGE_BYTES));
  }

  /** How many WebSockets are open. */
  public int webSockets() {
    return webSockets.size();
  }

  /** The port it listens on, or did until it was closed. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    listening.close().syncUninterruptibly();
    open.close().awaitUninterruptibly();
    stopLoops();
  }

  private void stopLoops() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
