package io.taosbridge.transport;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqDeletion;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;

/** Everything about a message but where its content comes from, which is asked for once. */
public abstract class PolledMessage implements TmqMessage {

  private final Kind kind;
  private final TopicVgroup source;
  private final String database;
  private final long offset;
  private final long requestOffset;
  private TmqData data;
  private String metadata;
  private TmqDeletion deletion;

  protected PolledMessage(
      Kind kind, TopicVgroup source, String database, long offset, long requestOffset) {
    this.kind = kind;
    this.source = source;
    this.database = database;
    this.offset = offset;
    this.requestOffset = requestOffset;
  }

  protected abstract TmqData fetchData();

  protected abstract String fetchMetadata();

  /** Metadata in the server's own form. */
  protected abstract ByteBuffer fetchRawMetadata();

  public final TopicVgroup source() {
    return source;
  }

  @Override
  public final Kind kind() {
    return kind;
  }

  @Override
  public final String topic() {
    return source.topic();
  }

  @Override
  public final String database() {
    return database;
  }

  @Override
  public final int vgroup() {
    return source.vgroup();
  }

  @Override
  public final long offset() {
    return offset;
  }

  @Override
  public final long requestOffset() {
    return requestOffset;
  }

  @Override
  public final TmqData data() {
    if (!kind.hasData()) {
      throw Errors.misuse(this + " holds no rows, look at its kind first");
    }
    if (data == null) {
      data = fetchData();
    }
    return data;
  }

  @Override
  public final String metadata() {
    if (!kind.hasMetadata()) {
      throw Errors.misuse(this + " holds no metadata, look at its kind first");
    }
    if (metadata == null) {
      metadata = fetchMetadata();
    }
    return metadata;
  }

  @Override
  public final TmqDeletion deletion() {
    if (kind != Kind.METADATA) {
      throw Errors.misuse(this + " is not a delete, look at its metadata first");
    }
    if (deletion == null) {
      deletion = TmqDeletionDecoder.decode(fetchRawMetadata());
    }
    return deletion;
  }
}
