package io.taosbridge.source.config;

import java.time.Duration;

/**
 * Where heartbeats go and how often.
 *
 * @param interval zero: none are sent
 * @param topic of Kafka
 */
public record HeartbeatSettings(Duration interval, String topic) {

  public boolean isOn() {
    return !interval.isZero();
  }
}
