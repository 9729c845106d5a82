package io.taosbridge.source.read;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;

/** The TDengine that rows come from. */
public interface Server {

  Connection connect();

  /** A consumer that has not subscribed yet. */
  TmqConsumer consumer();

  static Server of(ConnectionOptions options, TmqOptions tmq) {
    return new Server() {
      @Override
      public Connection connect() {
        return TDengine.connect(options);
      }

      @Override
      public TmqConsumer consumer() {
        return TDengine.consumer(options, tmq);
      }
    };
  }
}
