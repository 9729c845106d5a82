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
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Listens on 127.0.0.1 for HTTP and WebSocket on the same port. */
public final class NettyServer implements AutoCloseable {

  private static final String ADDRESS = "127.0.0.1";

  private final EventLoopGroup loops =
      new NioEventLoopGroup(2, new DefaultThreadFactory("embedded-tdengine-io", true));
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;

  /**
   * @param port 0 for any that is free
   */
  public NettyServer(
      int port, Map<String, SocketSession.Factory> sockets, HttpRoutes routes, Executor pool) {
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
                    channel
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpContentDecompressor(FrontDoor.MAX_MESSAGE_BYTES))
                        .addLast(new HttpContentCompressor())
                        .addLast(new HttpObjectAggregator(FrontDoor.MAX_MESSAGE_BYTES))
                        .addLast(new FrontDoor(sockets, routes, pool));
                  }
                });
    try {
      listening = bootstrap.bind(ADDRESS, port).syncUninterruptibly().channel();
    } catch (RuntimeException e) {
      stopLoops();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    open.close().awaitUninterruptibly();
    stopLoops();
  }

  private void stopLoops() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
