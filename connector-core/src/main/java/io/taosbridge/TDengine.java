package io.taosbridge;

import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TmqProperties;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.jni.NativeConnection;
import io.taosbridge.transport.jni.NativeTmqConsumer;
import io.taosbridge.transport.rest.RestConnection;
import io.taosbridge.transport.ws.WsConnection;
import io.taosbridge.transport.ws.WsTmqConsumer;
import java.util.Map;

/** The way in: the URL decides the transport. */
public final class TDengine {

  private TDengine() {}

  /** Connects as the URL says; see {@link ConnectionOptions#parse(String)}. */
  public static Connection connect(String url) {
    return connect(ConnectionOptions.parse(url));
  }

  public static Connection connect(ConnectionOptions options) {
    return switch (options.transport()) {
      case WEBSOCKET -> WsConnection.open(options);
      case REST -> RestConnection.open(options);
      case NATIVE -> NativeConnection.open(options);
    };
  }

  /** A TMQ consumer that has not subscribed to anything yet. */
  public static TmqConsumer consumer(ConnectionOptions options, TmqOptions tmq) {
    return switch (options.transport()) {
      case WEBSOCKET -> WsTmqConsumer.open(options, tmq);
      case REST ->
          throw Errors.invalid(
              "REST cannot subscribe to topics: use WebSocket (ws://, wss://) or native (taos://)");
      case NATIVE -> NativeTmqConsumer.open(options, tmq);
    };
  }

  /**
   * A TMQ consumer that has not subscribed to anything yet.
   *
   * @param properties by the names that {@link TmqProperties} tells
   */
  public static TmqConsumer consumer(Map<String, String> properties) {
    TmqProperties parsed = TmqProperties.parse(properties);
    return consumer(parsed.connection(), parsed.subscription());
  }
}
