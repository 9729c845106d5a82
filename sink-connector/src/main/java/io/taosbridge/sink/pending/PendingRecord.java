package io.taosbridge.sink.pending;

import io.taosbridge.sink.lane.Backlog;
import io.taosbridge.sink.record.Packed;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that the worker handed over, or the part of it that one connection writes, until its
 * offset may be committed. Most are one row; some are many. What became of the rows is told by one
 * thread at a time: the one that writes them.
 */
public final class PendingRecord {

  /** Objects around the values: of Kafka Connect, of Kafka's consumer, and our own. */
  private static final int OVERHEAD = 512;

  /** A value is there as an object, and in what Kafka's consumer received. */
  private static final int COPIES = 3;

  private static final ConnectHeaders NO_HEADERS = new ConnectHeaders();

  private final SinkRecord record;
  private final Object value;
  private final int bytes;
  private final Route route;
  private final long since;

  /** Null while it is not needed and no other part could share it. */
  private AtomicBoolean reported;

  private int openRows = 1;
  private volatile boolean unconfirmed;

  /** Whether a connection is at it; under the lock of the {@link Backlog}. */
  private boolean inFlight;

  /** Where the record is among those that are pending, and its neighbours there. */
  private PendingPartition place;

  private PendingRecord before;
  private PendingRecord behind;

  /**
   * @param bytes about how many bytes the record takes when written
   * @param since when it came, in milliseconds
   */
  public PendingRecord(SinkRecord record, int bytes, Route route, long since) {
    this(record, record.value(), bytes, route, since, null);
  }

  private PendingRecord(
      SinkRecord record, Object value, int bytes, Route route, long since, AtomicBoolean reported) {
    this.record = record;
    this.value = value;
    this.reported = reported;
    this.bytes = bytes;
    this.route = route;
    this.since = since;
  }

  /**
   * Some rows of a record whose value is a list.
   *
   * @param reported whether a part of the record was handed to the errant record reporter
   */
  public static PendingRecord part(
      SinkRecord whole,
      List<Object> rows,
      int bytes,
      Route route,
      long since,
      AtomicBoolean reported) {
    return new PendingRecord(whole, rows, bytes, route, since, reported);
  }

  /**
   * A record whose values are packed, and which holds them in no other form while it waits.
   *
   * @param value what the record's value was packed to
   * @param reportable whether the record may be handed to an errant record reporter, which wants
   *     what Kafka's consumer received, and so keeps it alive
   */
  public static PendingRecord packed(
      SinkRecord whole, Packed value, boolean reportable, int bytes, Route route, long since) {
    SinkRecord record = reportable ? withValue(whole, null) : plain(whole);
    return new PendingRecord(record, value, bytes, route, since, null);
  }

  /** Without the value and what Kafka's consumer received. */
  private static SinkRecord plain(SinkRecord record) {
    return new SinkRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        null,
        record.kafkaOffset(),
        record.timestamp(),
        record.timestampType(),
        record.headers().isEmpty() ? NO_HEADERS : record.headers(),
        record.originalTopic(),
        record.originalKafkaPartition(),
        record.originalKafkaOffset());
  }

  private static SinkRecord withValue(SinkRecord record, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        value,
        record.timestamp(),
        record.headers());
  }

  /** Where all but the value is: key, headers and the rest. */
  public SinkRecord record() {
    return record;
  }

  /** What is to be written: the record's value, packed if it is {@link Packed}, or some rows. */
  public Object value() {
    return value;
  }

  /** What the worker handed over. */
  public SinkRecord whole() {
    return value instanceof Packed packed ? withValue(record, packed.unpacked()) : record;
  }

  /** Transforms may rename topics; offsets belong to the topic that was consumed. */
  public TopicPartition partition() {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }

  /** Whether that is the record's {@link #partition}. */
  public boolean isOf(TopicPartition partition) {
    return partition.partition() == record.originalKafkaPartition()
        && partition.topic().equals(record.originalTopic());
  }

  public long offset() {
    return record.originalKafkaOffset();
  }

  /** About how many bytes it takes when written. */
  public int bytes() {
    return bytes;
  }

  /** About how many bytes it takes in memory. */
  long bytesHeld() {
    return OVERHEAD + (long) COPIES * bytes;
  }

  /** How many rows it seems to have. */
  public int rows() {
    return value instanceof List<?> many ? Math.max(1, many.size()) : 1;
  }

  public Route route() {
    return route;
  }

  /** When it came, in milliseconds. */
  public long since() {
    return since;
  }

  /** Puts the record behind the last of its partition. */
  void enter(PendingPartition partition, PendingRecord last) {
    place = partition;
    before = last;
    if (last != null) {
      last.behind = this;
    }
  }

  /** Joins the neighbours, so that the record is nowhere any more. */
  void leave() {
    if (before != null) {
      before.behind = behind;
    }
    if (behind != null) {
      behind.before = before;
    }
    place = null;
    before = null;
    behind = null;
  }

  /** Null if the record is not pending. */
  PendingPartition place() {
    return place;
  }

  PendingRecord before() {
    return before;
  }

  PendingRecord behind() {
    return behind;
  }

  public void inFlight(boolean now) {
    inFlight = now;
  }

  public boolean isInFlight() {
    return inFlight;
  }

  /**
   * Starts an attempt to write the record.
   *
   * @param rows how many rows it has; each is to be done or reported
   */
  public void begin(int rows) {
    openRows = rows;
  }

  /** Whether some of the record is still to be written. */
  public boolean isWaiting() {
    return openRows > 0;
  }

  /** Whether every row is written, or the reporter has confirmed that it has the record. */
  public boolean isDone() {
    return openRows == 0 && !unconfirmed;
  }

  /** The server has acknowledged a row of the record. */
  public void done() {
    openRows--;
  }

  /**
   * A row is bad, and the record is reported for it or another.
   *
   * @return whether this is the first
   */
  public boolean reported() {
    openRows--;
    if (reported == null) {
      reported = new AtomicBoolean();
    }
    boolean first = reported.compareAndSet(false, true);
    if (first) {
      unconfirmed = true;
    }
    return first;
  }

  /** The reporter has confirmed that it has the record. */
  public void confirmed() {
    unconfirmed = false;
  }
}
