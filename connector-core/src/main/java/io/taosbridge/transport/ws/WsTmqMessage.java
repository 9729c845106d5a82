package io.taosbridge.transport.ws;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.PolledMessage;
import io.taosbridge.transport.Standing;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A message whose content is asked for when needed, once. */
final class WsTmqMessage extends PolledMessage {

  private final WsTmqConsumer consumer;
  private final long id;
  private Optional<WsSocket.Pending> rows;

  private WsTmqMessage(
      WsTmqConsumer consumer,
      long id,
      Kind kind,
      TopicVgroup source,
      String database,
      long offset,
      long requestOffset,
      Optional<WsSocket.Pending> rows) {
    super(kind, source, database, offset, requestOffset);
    this.consumer = consumer;
    this.id = id;
    this.rows = rows;
  }

  /**
   * Reads the reply to a poll that has a message, and keeps track of where the consumer stands.
   *
   * @param rows the request for its rows, if it was sent already
   */
  static WsTmqMessage of(
      WsTmqConsumer consumer,
      Reply.Json reply,
      Standing standing,
      Optional<WsSocket.Pending> rows) {
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
        kind.hasData() ? Math.max(offset, TmqData.NO_OFFSET) : before,
        rows);
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

  /** The request for its rows, if it was sent already; once, for it may fail. */
  Optional<WsSocket.Pending> takeRows() {
    Optional<WsSocket.Pending> taken = rows;
    rows = Optional.empty();
    return taken;
  }

  @Override
  protected TmqData fetchData() {
    return consumer.data(this);
  }

  @Override
  protected String fetchMetadata() {
    return consumer.metadata(this);
  }

  @Override
  protected ByteBuffer fetchRawMetadata() {
    return consumer.rawMetadata(this);
  }

  @Override
  public String toString() {
    return kind() + " message " + id + " of vgroup " + vgroup() + " of topic " + topic();
  }
}
