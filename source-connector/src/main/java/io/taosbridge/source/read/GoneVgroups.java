package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.config.OutOfRangePolicy;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.source.topic.Vgroups;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices vgroups that were read and are no more. Where a vgroup is split, the logs of the new ones
 * hold nothing of what it held.
 */
final class GoneVgroups {

  private static final Logger LOG = LoggerFactory.getLogger(GoneVgroups.class);

  private final Positions positions;
  private final OutOfRangePolicy policy;
  private final boolean readByQuery;

  /**
   * @param readByQuery whether vgroups that came in their place have been read by query, and with
   *     them what the log held
   */
  GoneVgroups(Positions positions, OutOfRangePolicy policy, boolean readByQuery) {
    this.positions = positions;
    this.policy = policy;
    this.readByQuery = readByQuery;
  }

  /**
   * Forgets the vgroups that are not among those there are now.
   *
   * @throws ConnectException naming one that was not read to its end, if the policy is to fail
   */
  void check(Map<String, TopicInfo> topics, Vgroups now) {
    positions
        .all()
        .forEach(
            (vgroup, next) -> {
              TopicInfo topic = topics.get(vgroup.topic());
              if (topic != null && !now.byTopic().get(topic.name()).contains(vgroup.vgroup())) {
                check(vgroup, topic.database(), next, positions.end(vgroup));
                positions.forget(vgroup);
              }
            });
  }

  private void check(TopicVgroup vgroup, String database, long next, long end) {
    String gone =
        String.format(
            "vgroup %d of topic %s is gone: it was split, or database %s was made anew.",
            vgroup.vgroup(), vgroup.topic(), database);
    if (next >= end) {
      LOG.info("{} It was read to version {}, its end as far as is known", gone, next);
      return;
    }
    if (readByQuery) {
      LOG.info("{} What was not read of its log was read by query", gone);
      return;
    }
    String loss =
        String.format(
            "%s The next version to read was %d, but its log went to %d, and is nowhere any more:"
                + " any rows in it are not in Kafka.",
            gone, next, end);
    if (policy == OutOfRangePolicy.FAIL) {
      throw new ConnectException(
          loss
              + " Restart the task to go on with the vgroups there are now, or set "
              + SourceConfig.OFFSET_OUT_OF_RANGE
              + "=earliest. Before a split, wait until everything has been read");
    }
    LOG.warn("Going on without what is lost: {}", loss);
  }
}
