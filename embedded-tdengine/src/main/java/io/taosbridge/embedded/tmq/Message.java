package io.taosbridge.embedded.tmq;

import java.nio.ByteBuffer;

/** The message that the adapter holds for a socket: the latest one it polled. */
final class Message {

  private final long id;
  private final Delivery delivery;
  private ByteBuffer raw;
  private int nextBlock;
  private long fetchRequestId;

  Message(long id, Delivery delivery) {
    this.id = id;
    this.delivery = delivery;
  }

  long id() {
    return id;
  }

  Delivery delivery() {
    return delivery;
  }

  DataBatch batch() {
    return delivery.batch();
  }

  /** The raw payload; made once, since it can be fetched many times. */
  ByteBuffer raw() {
    if (raw == null) {
      raw = RawMessage.encode(batch());
    }
    return raw.duplicate();
  }

  /** Steps to the next block; null after the last. */
  DataBlock fetchBlock(long requestId) {
    fetchRequestId = requestId;
    if (nextBlock >= batch().blocks().size()) {
      nextBlock = batch().blocks().size() + 1;
      return null;
    }
    return batch().blocks().get(nextBlock++);
  }

  /** The request that stepped to the block fetched last. */
  long fetchRequestId() {
    return fetchRequestId;
  }

  /** The block fetched last, or null. */
  DataBlock fetchedBlock() {
    boolean any = nextBlock > 0 && nextBlock <= batch().blocks().size();
    return any ? batch().blocks().get(nextBlock - 1) : null;
  }
}
