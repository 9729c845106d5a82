package io.taosbridge.sink.record;

import org.apache.kafka.connect.errors.DataException;

/** A record that can never be written as it is, with the reason; no fault of the server. */
public class BadRecordException extends DataException {

  private final Verdict verdict;
  private final Reason kind;

  public BadRecordException(String reason) {
    this(reason, (Throwable) null);
  }

  public BadRecordException(String reason, Verdict verdict) {
    this(reason, verdict, Reason.UNFIT);
  }

  public BadRecordException(String reason, Verdict verdict, Reason kind) {
    super(reason);
    this.verdict = verdict;
    this.kind = kind;
  }

  public BadRecordException(String reason, Throwable cause) {
    super(reason, cause);
    this.verdict = cause instanceof BadRecordException bad ? bad.verdict : Verdict.DLQ;
    this.kind = cause instanceof BadRecordException bad ? bad.kind : Reason.UNFIT;
  }

  /** What is to become of the record. */
  public final Verdict verdict() {
    return verdict;
  }

  /** What kind of fault it is. */
  public final Reason kind() {
    return kind;
  }

  /** The reason with the column or tag that it is about. */
  public static BadRecordException in(String column, RuntimeException reason) {
    return new BadRecordException("column `" + column + "`: " + reason.getMessage(), reason);
  }
}
