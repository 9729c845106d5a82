package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.EngineException;

/**
 * How far a consumer has read one vgroup of one topic (tmq.md, sections 6 to 8). Guarded by the
 * lock of its {@link Groups}.
 */
final class Cursor {

  /** Stands for the begin and end of a log that the consumer has not been told. */
  static final long UNKNOWN = -1;

  private static final long UNSET = Long.MIN_VALUE;

  private final Source source;
  private long begin = UNKNOWN;
  private long end = UNKNOWN;
  private long batchStart = UNSET;
  private long next = UNSET;
  private long committed = UNSET;
  private long rowsDelivered;

  Cursor(Source source) {
    this.source = source;
  }

  Source source() {
    return source;
  }

  long begin() {
    return begin;
  }

  long end() {
    return end;
  }

  /** Whether data was delivered, or a position sought. */
  boolean isPlaced() {
    return batchStart != UNSET;
  }

  /** Start of the last batch, or the target of the last seek. */
  long batchStart() {
    return batchStart;
  }

  /** Whether the next version to read is known here. */
  boolean hasNext() {
    return next != UNSET;
  }

  long next() {
    return next;
  }

  boolean hasCommitted() {
    return committed != UNSET;
  }

  long committed() {
    return committed;
  }

  void committed(long offset) {
    committed = offset;
  }

  void range(long newBegin, long newEnd) {
    begin = newBegin;
    end = newEnd;
  }

  /** As after a re-assignment: the range must be asked for again. */
  void forgetRange() {
    range(UNKNOWN, UNKNOWN);
  }

  /** Over a stretch of the log that held nothing for this topic. */
  void advance(long version) {
    next = version;
  }

  void deliver(DataBatch batch) {
    batchStart = batch.pollOffset();
    next = batch.responseOffset();
    rowsDelivered += batch.rows();
  }

  long rowsDelivered() {
    return rowsDelivered;
  }

  void seek(long offset) {
    batchStart = offset;
    next = offset;
  }

  /**
   * @throws EngineException 0x4010 if the range is not known, 0x4007 if the offset is outside
   */
  void checkRange(long offset) {
    checkKnown();
    if (offset != UNKNOWN && (offset < begin || offset > end)) {
      throw TmqError.VERSION_OUT_OF_RANGE.exception();
    }
  }

  /**
   * @throws EngineException 0x4010 if the range is not known
   */
  void checkKnown() {
    if (begin == UNKNOWN || end == UNKNOWN) {
      throw TmqError.NEED_INITIALIZED.exception();
    }
  }
}
