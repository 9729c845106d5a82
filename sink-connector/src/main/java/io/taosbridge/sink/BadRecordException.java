package io.taosbridge.sink;

import org.apache.kafka.connect.errors.DataException;

/** A record that can never be written as it is, with the reason; no fault of the server. */
final class BadRecordException extends DataException {

  BadRecordException(String reason) {
    super(reason);
  }

  BadRecordException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The reason with the column or tag that it is about. */
  static BadRecordException in(String column, RuntimeException reason) {
    return new BadRecordException("column `" + column + "`: " + reason.getMessage(), reason);
  }
}
