package io.taosbridge.source.record;

import io.taosbridge.connect.Template;
import io.taosbridge.source.config.HeaderNames;
import io.taosbridge.source.config.TargetOptions;
import io.taosbridge.source.topic.TopicInfo;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;

/** The Kafka topic that records go to, and what their headers say. */
public final class Destination {

  private final TopicInfo topic;
  private final String stable;
  private final String kafkaTopic;
  private final HeaderNames names;

  /**
   * @param template of the Kafka topic, over {@link TargetOptions#PLACEHOLDERS}
   * @param stable or null
   * @param table or null if it is not known
   * @throws org.apache.kafka.connect.errors.DataException if that is no Kafka topic
   */
  public Destination(
      Template template, TargetOptions options, TopicInfo topic, String stable, String table) {
    this.topic = topic;
    this.stable = stable;
    this.names = options.headers();
    Map<String, String> values = new HashMap<>();
    values.put("topic", topic.name());
    values.put("database", topic.database());
    values.put("stable", stable);
    values.put("table", table);
    values.put("source", source(topic, stable, table));
    this.kafkaTopic = KafkaTopics.name(template.fill(values::get), options.sanitized());
  }

  private static String source(TopicInfo topic, String stable, String table) {
    if (topic.kind() == TopicInfo.Kind.QUERY) {
      return topic.name();
    }
    return stable == null ? table : stable;
  }

  public String kafkaTopic() {
    return kafkaTopic;
  }

  /**
   * The headers of a table's records.
   *
   * @param table or null if it is not known
   */
  public ConnectHeaders headers(Origin origin, String table) {
    ConnectHeaders headers = new ConnectHeaders();
    if (names == null) {
      return headers;
    }
    headers.addString(names.database(), topic.database());
    if (stable != null) {
      headers.addString(names.stable(), stable);
    }
    if (table != null) {
      headers.addString(names.table(), table);
    }
    headers.addInt(names.vgroup(), origin.vgroup().vgroup());
    headers.addLong(names.offset(), origin.offset());
    headers.addString(names.kind(), origin.kind());
    return headers;
  }
}
