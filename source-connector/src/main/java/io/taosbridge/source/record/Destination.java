package io.taosbridge.source.record;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.Template;
import io.taosbridge.source.topic.TopicInfo;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.ConnectHeaders;

/** The Kafka topic that a table's rows go to, and what their headers say. */
public final class Destination {

  private final TopicInfo topic;
  private final String stable;
  private final String table;
  private final String kafkaTopic;

  /**
   * @param stable or null
   * @param table or null if it is not known
   */
  public Destination(Template template, TopicInfo topic, String stable, String table) {
    this.topic = topic;
    this.stable = stable;
    this.table = table;
    Map<String, String> values = new HashMap<>();
    values.put("topic", topic.name());
    values.put("database", topic.database());
    values.put("stable", stable);
    values.put("table", table);
    this.kafkaTopic = template.fill(values::get);
  }

  public String kafkaTopic() {
    return kafkaTopic;
  }

  /** The table's name, or null. */
  public String table() {
    return table;
  }

  public ConnectHeaders headers(Origin origin) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString(RecordNames.DATABASE_HEADER, topic.database());
    if (stable != null) {
      headers.addString(RecordNames.STABLE_HEADER, stable);
    }
    if (table != null) {
      headers.addString(RecordNames.TABLE_HEADER, table);
    }
    headers.addInt(RecordNames.VGROUP_HEADER, origin.vgroup().vgroup());
    headers.addLong(RecordNames.OFFSET_HEADER, origin.offset());
    headers.addString(RecordNames.KIND_HEADER, origin.kind());
    return headers;
  }
}
