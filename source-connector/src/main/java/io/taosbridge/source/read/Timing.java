package io.taosbridge.source.read;

import io.taosbridge.connect.Backoff;
import java.time.Duration;

/**
 * How long things may take.
 *
 * @param pollWait how long one poll waits for data
 * @param assignment how long to wait for all vgroups of the topics; a consumer that vanished
 *     without closing its socket keeps some for about two minutes (tmq.md, section 10)
 * @param assignmentPause between two looks at the assignment
 * @param logCheck how often all positions are compared with the logs
 */
public record Timing(
    Duration pollWait,
    Duration assignment,
    Duration assignmentPause,
    Duration logCheck,
    Backoff backoff) {

  public static Timing of(Duration pollWait) {
    return new Timing(
        pollWait,
        Duration.ofSeconds(150),
        Duration.ofMillis(250),
        Duration.ofSeconds(5),
        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)));
  }
}
