package io.taosbridge.client;

/**
 * The header of a polled message. Its content costs a request and is fetched only when asked for,
 * before the next poll.
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

  /** The rows of a message that has data. */
  TmqData data();

  /** The metadata of a message that has some, as JSON text. */
  String metadata();
}
