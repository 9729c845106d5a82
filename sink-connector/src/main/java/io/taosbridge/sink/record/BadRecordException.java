package io.taosbridge.sink.record;

import org.apache.kafka.connect.errors.DataException;

/** A record that can never be written as it is, with the reason; no fault of the server. */
public final class BadRecordException extends DataException {

  public BadRecordException(String reason) {
    super(reason);
  }

  public BadRecordException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The reason with the column or tag that it is about. */
  public static BadRecordException in(String column, RuntimeException reason) {
    return new BadRecordException("column `" + column + "`: " + reason.getMessage(), reason);
  }
}
