package io.taosbridge.source.read;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.source.topic.Groups;

/** The TDengine that rows come from. */
public interface Server {

  Connection connect();

  /**
   * A consumer that has not subscribed yet, in a group of its own: one that was in use before may
   * still hold its vgroups, or keep rows of a query topic for whoever comes next (tmq.md, sections
   * 6 and 10).
   */
  TmqConsumer consumer();

  static Server of(ConnectionOptions options, TmqOptions tmq) {
    return new Server() {
      @Override
      public Connection connect() {
        return TDengine.connect(options);
      }

      @Override
      public TmqConsumer consumer() {
        return TDengine.consumer(options, tmq.with("group.id", Groups.fresh(tmq.group())));
      }
    };
  }
}
