package io.taosbridge.bench.client;

import io.taosbridge.client.ConnectionOptions;
import java.util.Properties;

/**
 * How each side reaches the server.
 *
 * @param host host and port of taosAdapter
 */
public record Connections(String host, String user, String password) {

  /** The server that a URL of ours names. */
  public static Connections of(String url) {
    ConnectionOptions options = ConnectionOptions.parse(url);
    return new Connections(options.hosts(), options.user(), options.password());
  }

  /** Our URL. */
  public String ours(String database) {
    return "ws://" + user + ":" + password + "@" + host + "/" + database;
  }

  String vendor(String database) {
    return "jdbc:TAOS-WS://"
        + host
        + "/"
        + database
        + "?user="
        + user
        + "&password="
        + password
        + "&timezone=UTC";
  }

  /** Of the vendor's consumer, from the begin of a topic. */
  Properties vendorConsumer(String group) {
    Properties settings = new Properties();
    settings.setProperty("td.connect.type", "ws");
    settings.setProperty("bootstrap.servers", host);
    settings.setProperty("td.connect.user", user);
    settings.setProperty("td.connect.pass", password);
    settings.setProperty("group.id", group);
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("value.deserializer", "com.taosdata.jdbc.tmq.MapDeserializer");
    return settings;
  }
}
