package io.taosbridge.source.read;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.source.config.MetaHandling;
import io.taosbridge.source.config.MetaOptions;
import io.taosbridge.source.meta.EventReader;
import io.taosbridge.source.meta.StaleTables;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.record.RecordBuilder;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads message by message, and lets none be lost or come twice unnoticed. */
public final class MessageReader {

  private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

  private final Subscription subscription;
  private final Positions positions;
  private final LogWatch log;
  private final RecordBuilder records;
  private final MetaOptions meta;
  private final EventReader events;
  private final SourceMetrics metrics;
  private boolean ahead;

  public MessageReader(
      Subscription subscription,
      Positions positions,
      LogWatch log,
      RecordBuilder records,
      MetaOptions meta,
      SourceMetrics metrics) {
    this.subscription = subscription;
    this.positions = positions;
    this.log = log;
    this.records = records;
    this.meta = meta;
    this.events = new EventReader(subscription.connection());
    this.metrics = metrics;
  }

  /** The records of the next message; none if no message comes in time or it has no new rows. */
  public List<SourceRecord> read(Duration wait) {
    if (!ahead) {
      log.checkPositions();
    }
    ahead = false;
    long start = System.nanoTime();
    Optional<TmqMessage> message = subscription.consumer().poll(wait);
    metrics.polled(start);
    return message.isPresent() ? decode(message.get()) : List.of();
  }

  private List<SourceRecord> decode(TmqMessage message) {
    long start = System.nanoTime();
    List<SourceRecord> built = read(message);
    metrics.decoded(start);
    return built;
  }

  private List<SourceRecord> read(TmqMessage message) {
    TopicVgroup vgroup = new TopicVgroup(message.topic(), message.vgroup());
    if (!subscription.ordinals().containsKey(vgroup)) {
      // Where to start in it must be settled before it is read.
      throw Errors.lost(vgroup + " is new, so the consumer subscribes again", null);
    }
    if (!subscription.own().contains(vgroup)) {
      return List.of(); // another task reads it; what it holds stays at the server
    }
    TopicInfo topic = subscription.topics().get(vgroup.topic());
    long expected = positions.next(vgroup).orElseThrow();
    if (message.kind().hasMetadata()) {
      forget(topic, StaleTables.of(message.metadata()));
    }
    if (message.kind().hasData()) {
      return rows(topic, vgroup, expected, message);
    }
    if (message.offset() <= expected) {
      dropped(vgroup, "ends", message.offset(), expected);
      return List.of();
    }
    log.checkMessage(topic, vgroup, expected, message.offset());
    // Where it began is not told, but nothing lies between the position and it.
    TmqData none = new TmqData(expected, message.offset(), List.of());
    List<SourceRecord> built = records.build(topic, vgroup, none, events(topic, message));
    positions.advance(vgroup, message.offset());
    return built;
  }

  /** Lets TDengine work on the next message while this one becomes records. */
  private void pollAhead() {
    if (!log.isCheckDue()) { // checking needs to know where the consumer stands
      subscription.consumer().pollAhead(subscription.own());
      ahead = true;
    }
  }

  private void forget(TopicInfo topic, StaleTables stale) {
    stale.stables().forEach(stable -> records.forgetStable(topic.database(), stable));
    stale.tables().forEach(table -> records.forgetTable(topic.database(), table));
  }

  private List<MetaEvent> events(TopicInfo topic, TmqMessage message) {
    boolean wanted = meta.handling() != MetaHandling.IGNORE && message.kind().hasMetadata();
    return wanted ? events.read(topic, message) : List.of();
  }

  private void dropped(TopicVgroup vgroup, String what, long offset, long expected) {
    metrics.duplicate(vgroup);
    LOG.warn(
        "Dropping a message of {} that was delivered before: it {} at {}, next is {}",
        vgroup,
        what,
        offset,
        expected);
  }

  /** What reading goes on from after a crash: where a query topic's message begins, not ends. */
  private TmqData safe(TopicInfo topic, TopicVgroup vgroup, TmqData data) {
    if (topic.kind() != TopicInfo.Kind.QUERY) {
      return data;
    }
    long begin = positions.advanceUnfinished(vgroup, data.requestOffset(), data.responseOffset());
    return new TmqData(begin, begin, data.blocks());
  }

  private List<SourceRecord> rows(
      TopicInfo topic, TopicVgroup vgroup, long expected, TmqMessage message) {
    TmqData data = message.data();
    if (data.requestOffset() < 0 || data.responseOffset() < 0) {
      throw new ConnectException(
          "topic " + vgroup.topic() + " delivers a snapshot, which has no offsets");
    }
    if (data.requestOffset() < expected) {
      dropped(vgroup, "begins", data.requestOffset(), expected);
      return List.of();
    }
    log.checkMessage(topic, vgroup, expected, data.responseOffset());
    if (message.kind() == TmqMessage.Kind.DATA) {
      pollAhead();
    }
    List<SourceRecord> built =
        records.build(topic, vgroup, safe(topic, vgroup, data), events(topic, message));
    positions.advance(vgroup, data.responseOffset());
    metrics.message(vgroup, data);
    return built;
  }
}
