package io.taosbridge.client;

import io.taosbridge.client.error.Errors;

/**
 * The header of a polled message. Its content costs a request and is fetched only when asked for,
 * once, before the next poll; what was fetched stays.
 */
public interface TmqMessage {

  /** What a message holds. */
  enum Kind {
    DATA,
    METADATA,
    METADATA_AND_DATA;

    public boolean hasData() {
      return this != METADATA;
    }

    public boolean hasMetadata() {
      return this != DATA;
    }
  }

  Kind kind();

  String topic();

  String database();

  int vgroup();

  /** For data: where reading started. For metadata: the next position. */
  long offset();

  /**
   * Where reading started. Of mere metadata the server does not tell: it is where this consumer
   * stood before as far as it knows, else {@link TmqData#NO_OFFSET}.
   */
  default long requestOffset() {
    return kind().hasData() ? offset() : TmqData.NO_OFFSET;
  }

  /**
   * Where the next read starts, which is what to commit when the message has been dealt with.
   * Fetches the rows if the message has some; {@link TmqData#NO_OFFSET} while a snapshot is read.
   */
  default long responseOffset() {
    return kind().hasData() ? data().responseOffset() : offset();
  }

  /** The rows of a message that has data. */
  TmqData data();

  /** The metadata of a message that has some, as JSON text. */
  String metadata();

  /**
   * What was deleted, of a message whose {@link #metadata()} is one delete. The JSON leaves out
   * which tables a delete from a supertable hit.
   */
  default TmqDeletion deletion() {
    throw Errors.misuse(this + " does not tell what was deleted");
  }
}
