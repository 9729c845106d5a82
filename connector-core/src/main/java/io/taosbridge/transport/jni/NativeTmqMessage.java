package io.taosbridge.transport.jni;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.error.Errors;

/**
 * The header of a message; the rest stays in the library until it is asked for.
 *
 * @param number counts the messages of this consumer
 */
record NativeTmqMessage(
    NativeTmqConsumer consumer,
    long number,
    Kind kind,
    String topic,
    String database,
    int vgroup,
    long offset)
    implements TmqMessage {

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
    return kind + " message " + number + " of vgroup " + vgroup + " of topic " + topic;
  }
}
