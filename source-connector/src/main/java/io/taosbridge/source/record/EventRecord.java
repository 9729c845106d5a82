package io.taosbridge.source.record;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.Template;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.source.config.KeyMode;
import io.taosbridge.source.config.MetaOptions;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * A record about a change instead of a row.
 *
 * @param table or null if it is about no table
 * @param key the table, else the supertable; null if records have none
 * @param ownTopic whether it goes to a topic of events, where partitions mean nothing
 * @param event null for a tombstone
 */
record EventRecord(
    Destination destination,
    String table,
    String key,
    boolean ownTopic,
    MetaEvent event,
    String kind) {

  /** The records of events: for each the event, and a tombstone if it should have one. */
  static List<EventRecord> of(RecordSettings settings, TopicInfo topic, List<MetaEvent> events) {
    MetaOptions meta = settings.meta();
    boolean ownTopic = meta.topic() != null;
    Template template = ownTopic ? meta.topic() : settings.target().kafkaTopic();
    // Other keys tell what an event does not know.
    boolean keyed = settings.key().mode() == KeyMode.TABLE;
    List<EventRecord> records = new ArrayList<>();
    for (MetaEvent event : events) {
      String key = keyed ? event.subject() : null;
      records.add(
          new EventRecord(
              new Destination(template, settings.target(), topic, event.stable(), event.table()),
              event.table(),
              key,
              ownTopic,
              event,
              RecordNames.META_KIND));
      if (meta.tombstones() && keyed && event.kind() == MetaEvent.Kind.DROP_TABLE) {
        Destination rows =
            new Destination(
                settings.target().kafkaTopic(),
                settings.target(),
                topic,
                event.stable(),
                event.table());
        records.add(
            new EventRecord(rows, event.table(), key, false, null, RecordNames.TOMBSTONE_KIND));
      }
    }
    return records;
  }

  /**
   * @param kafkaPartition of the rows of the same message; null for the producer's choice
   */
  TrackedRecord record(Origin origin, Integer kafkaPartition) {
    return new TrackedRecord(
        origin.acknowledgement(),
        origin.partition(),
        origin.begin(),
        destination.kafkaTopic(),
        ownTopic ? null : kafkaPartition,
        key == null ? null : Schema.STRING_SCHEMA,
        key,
        event == null ? null : MetaSchema.SCHEMA,
        event == null ? null : MetaSchema.toStruct(event),
        null,
        destination.headers(origin.ofKind(kind), table));
  }
}
