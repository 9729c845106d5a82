package io.taosbridge.transport.ws;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.error.Errors;

/**
 * A message whose content is asked for when needed.
 *
 * @param id the server's number of the message on this socket
 */
record WsTmqMessage(
    WsTmqConsumer consumer,
    long id,
    Kind kind,
    String topic,
    String database,
    int vgroup,
    long offset)
    implements TmqMessage {

  static WsTmqMessage of(WsTmqConsumer consumer, Reply.Json reply) {
    return new WsTmqMessage(
        consumer,
        reply.number("message_id"),
        kindOf(reply.number("message_type")),
        reply.text("topic"),
        reply.text("database"),
        (int) reply.number("vgroup_id"),
        reply.number("offset"));
  }

  private static Kind kindOf(long type) {
    return switch ((int) type) {
      case 1 -> Kind.DATA;
      case 2 -> Kind.METADATA;
      case 3 -> Kind.METADATA_AND_DATA;
      default -> throw Errors.unreadable("TMQ message of unknown type " + type, null);
    };
  }

  @Override
  public TmqData data() {
    if (!kind.hasData()) {
      throw Errors.misuse(this + " holds no rows, look at its kind first");
    }
    return consumer.data(this);
  }

  @Override
  public String metadata() {
    if (!kind.hasMetadata()) {
      throw Errors.misuse(this + " holds no metadata, look at its kind first");
    }
    return consumer.metadata(this);
  }

  @Override
  public String toString() {
    return kind + " message " + id + " of vgroup " + vgroup + " of topic " + topic;
  }
}
