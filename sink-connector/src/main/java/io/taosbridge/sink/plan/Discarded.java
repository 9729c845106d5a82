package io.taosbridge.sink.plan;

import io.taosbridge.client.ValueAppender;
import java.math.BigDecimal;

/** Takes values and forgets them: to see whether they fit. */
public enum Discarded implements ValueAppender {
  INSTANCE;

  @Override
  public void appendNull() {}

  @Override
  public void appendLong(long value) {}

  @Override
  public void appendDouble(double value) {}

  @Override
  public void appendDecimal(BigDecimal value) {}

  @Override
  public void appendString(String value) {}

  @Override
  public void appendBytes(byte[] value) {}
}
