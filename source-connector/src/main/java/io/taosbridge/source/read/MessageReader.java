package io.taosbridge.source.read;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.record.RecordBuilder;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads message by message, and lets none be lost or come twice unnoticed. */
public final class MessageReader {

  private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

  /** In the metadata's JSON; a false match does no harm. */
  private static final Pattern CHANGES_TABLES = Pattern.compile("\"(alter|drop)\"");

  private final Subscription subscription;
  private final Positions positions;
  private final LogWatch log;
  private final RecordBuilder records;
  private final SourceMetrics metrics;

  public MessageReader(
      Subscription subscription,
      Positions positions,
      LogWatch log,
      RecordBuilder records,
      SourceMetrics metrics) {
    this.subscription = subscription;
    this.positions = positions;
    this.log = log;
    this.records = records;
    this.metrics = metrics;
  }

  /** The records of the next message; none if no message comes in time or it has no new rows. */
  public List<SourceRecord> read(Duration wait) {
    log.checkPositions();
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
    TopicInfo topic = subscription.topics().get(vgroup.topic());
    long expected = positions.next(vgroup).orElseThrow();
    if (message.kind().hasData()) {
      return rows(topic, vgroup, expected, message.data());
    }
    if (CHANGES_TABLES.matcher(message.metadata()).find()) {
      records.forgetTables();
    }
    log.checkMetadata(topic, vgroup, expected, message.offset());
    positions.advance(vgroup, message.offset());
    return List.of();
  }

  private List<SourceRecord> rows(
      TopicInfo topic, TopicVgroup vgroup, long expected, TmqData data) {
    if (data.requestOffset() < 0 || data.responseOffset() < 0) {
      throw new ConnectException(
          "topic " + vgroup.topic() + " delivers a snapshot, which has no offsets");
    }
    if (data.requestOffset() < expected) {
      metrics.duplicate(vgroup);
      LOG.warn(
          "Dropping a message of {} that was delivered before: it begins at {}, next is {}",
          vgroup,
          data.requestOffset(),
          expected);
      return List.of();
    }
    log.checkMessage(topic, vgroup, data, expected);
    List<SourceRecord> built = records.build(topic, vgroup, data);
    positions.advance(vgroup, data.responseOffset());
    metrics.message(vgroup, data);
    return built;
  }
}
