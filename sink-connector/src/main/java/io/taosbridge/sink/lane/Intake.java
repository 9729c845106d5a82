package io.taosbridge.sink.lane;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the flow of records while a task holds too many. The consumer goes on polling, and so stays
 * in its group.
 */
public final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final SinkTaskContext context;
  private final long most;
  private final Set<TopicPartition> partitions = new HashSet<>();
  private boolean paused;

  /**
   * @param most bytes of records at which the flow stops; at half of them it goes on
   */
  public Intake(SinkTaskContext context, long most) {
    this.context = context;
    this.most = most;
  }

  public boolean isPaused() {
    return paused;
  }

  /** The task is given partitions. */
  public void open(Collection<TopicPartition> added) {
    partitions.addAll(added);
    if (paused) {
      context.pause(added.toArray(TopicPartition[]::new));
    }
  }

  /** Partitions are taken from the task. */
  public void close(Collection<TopicPartition> removed) {
    partitions.removeAll(removed);
  }

  /** The task holds so many bytes of records now. */
  public void update(long held) {
    TopicPartition[] all = partitions.toArray(TopicPartition[]::new);
    if (!paused && held > most) {
      LOG.debug("Pausing: {} bytes of records wait for TDengine", held);
      paused = true;
      context.pause(all);
    } else if (paused && held <= most / 2) {
      LOG.debug("Resuming: {} bytes of records wait for TDengine", held);
      paused = false;
      context.resume(all);
    }
  }
}
