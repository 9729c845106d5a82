package io.taosbridge.transport.ws;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.Standing;

/** A message whose content is asked for when needed, once. */
final class WsTmqMessage implements TmqMessage {

  private final WsTmqConsumer consumer;
  private final long id;
  private final Kind kind;
  private final TopicVgroup source;
  private final String database;
  private final long offset;
  private final long requestOffset;
  private TmqData data;
  private String metadata;

  private WsTmqMessage(
      WsTmqConsumer consumer,
      long id,
      Kind kind,
      TopicVgroup source,
      String database,
      long offset,
      long requestOffset) {
    this.consumer = consumer;
    this.id = id;
    this.kind = kind;
    this.source = source;
    this.database = database;
    this.offset = offset;
    this.requestOffset = requestOffset;
  }

  /** Reads the reply to a poll that has a message, and keeps track of where the consumer stands. */
  static WsTmqMessage of(WsTmqConsumer consumer, Reply.Json reply, Standing standing) {
    Kind kind = kindOf(reply.number("message_type"));
    TopicVgroup source = new TopicVgroup(reply.text("topic"), (int) reply.number("vgroup_id"));
    long offset = reply.number("offset");
    long before = standing.at(source);
    // After data it is known once the rows were fetched.
    standing.moved(source, kind.hasData() ? TmqData.NO_OFFSET : offset);
    return new WsTmqMessage(
        consumer,
        reply.number("message_id"),
        kind,
        source,
        reply.text("database"),
        offset,
        kind.hasData() ? Math.max(offset, TmqData.NO_OFFSET) : before);
  }

  private static Kind kindOf(long type) {
    return switch ((int) type) {
      case 1 -> Kind.DATA;
      case 2 -> Kind.METADATA;
      case 3 -> Kind.METADATA_AND_DATA;
      default -> throw Errors.unreadable("TMQ message of unknown type " + type, null);
    };
  }

  /** The server's number of the message on its socket. */
  long id() {
    return id;
  }

  TopicVgroup source() {
    return source;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String topic() {
    return source.topic();
  }

  @Override
  public String database() {
    return database;
  }

  @Override
  public int vgroup() {
    return source.vgroup();
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long requestOffset() {
    return requestOffset;
  }

  @Override
  public TmqData data() {
    if (!kind.hasData()) {
      throw Errors.misuse(this + " holds no rows, look at its kind first");
    }
    if (data == null) {
      data = consumer.data(this);
    }
    return data;
  }

  @Override
  public String metadata() {
    if (!kind.hasMetadata()) {
      throw Errors.misuse(this + " holds no metadata, look at its kind first");
    }
    if (metadata == null) {
      metadata = consumer.metadata(this);
    }
    return metadata;
  }

  @Override
  public String toString() {
    return kind + " message " + id + " of vgroup " + vgroup() + " of topic " + topic();
  }
}
