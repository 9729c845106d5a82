package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import java.util.function.Supplier;

/** A message whose content stays in the library until it is asked for, once. */
final class NativeTmqMessage implements TmqMessage {

  private final NativeTmqConsumer consumer;
  private final Pointer result;
  private final Kind kind;
  private final TopicVgroup source;
  private final String database;
  private final long offset;
  private final long requestOffset;
  private final Supplier<TmqData> reader;
  private TmqData data;
  private String metadata;

  /**
   * @param result to be used only while this is the consumer's current message
   * @param reader reads the rows of the result, once
   */
  NativeTmqMessage(
      NativeTmqConsumer consumer,
      Pointer result,
      Kind kind,
      TopicVgroup source,
      String database,
      long offset,
      long requestOffset,
      Supplier<TmqData> reader) {
    this.consumer = consumer;
    this.result = result;
    this.kind = kind;
    this.source = source;
    this.database = database;
    this.offset = offset;
    this.requestOffset = requestOffset;
    this.reader = reader;
  }

  Pointer result() {
    return result;
  }

  Supplier<TmqData> reader() {
    return reader;
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
    return kind
        + " message of offset "
        + offset
        + " in vgroup "
        + vgroup()
        + " of topic "
        + topic();
  }
}
