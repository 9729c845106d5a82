package io.taosbridge.sink.text;

import org.apache.kafka.connect.errors.DataException;

/** Text that can never be written as it is, with the reason. */
public final class BadTextException extends DataException {

  private static final long serialVersionUID = 1L;

  BadTextException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
