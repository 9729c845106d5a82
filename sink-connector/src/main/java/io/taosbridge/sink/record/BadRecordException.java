package io.taosbridge.sink.record;

import org.apache.kafka.connect.errors.DataException;

/** A record that can never be written as it is, with the reason; no fault of the server. */
public class BadRecordException extends DataException {

  private final Verdict verdict;

  public BadRecordException(String reason) {
    this(reason, (Throwable) null);
  }

  public BadRecordException(String reason, Verdict verdict) {
    super(reason);
    this.verdict = verdict;
  }

  public BadRecordException(String reason, Throwable cause) {
    super(reason, cause);
    this.verdict = cause instanceof BadRecordException bad ? bad.verdict : Verdict.DLQ;
  }

  /** What is to become of the record. */
  public final Verdict verdict() {
    return verdict;
  }

  /** The reason with the column or tag that it is about. */
  public static BadRecordException in(String column, RuntimeException reason) {
    return new BadRecordException("column `" + column + "`: " + reason.getMessage(), reason);
  }
}
