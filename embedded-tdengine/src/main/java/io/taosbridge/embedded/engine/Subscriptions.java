package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Database;
import java.util.List;

/** What the engine asks those who serve consumers. Called under the engine's lock. */
public interface Subscriptions {

  /** The error that {@link #dropGroup} answers for a group that does not exist. */
  int NO_SUCH_GROUP = 0x03E8;

  /** Rows of {@code information_schema.ins_subscriptions}. */
  List<Subscription> subscriptions();

  /** Rows of {@code performance_schema.perf_consumers}. */
  List<Consumer> consumers();

  /** Whether any consumer reads this topic now. */
  boolean isInUse(String topic);

  /**
   * The topic is gone; consumers that still read it are lost. Its groups and their offsets vanish.
   */
  void topicDropped(String topic);

  /** A database has other vgroups now. Consumers get new ones and lose those that are gone. */
  void vgroupsChanged(Database database);

  /**
   * Drops a consumer group with its offsets.
   *
   * @throws EngineException 0x03E8 if there is no such group, 0x03EC if it has members and {@code
   *     force} is false
   */
  void dropGroup(String topic, String group, boolean force);

  /**
   * @param consumerId null, like {@code user} and {@code fqdn}, of a group without consumers
   * @param offset as text: {@code wal:7/12}
   * @param rows rows consumed
   */
  record Subscription(
      String topic,
      String group,
      int vgroupId,
      String consumerId,
      String user,
      String fqdn,
      String offset,
      long rows) {}

  /** One consumer. */
  record Consumer(
      String consumerId,
      String group,
      String clientId,
      String user,
      String fqdn,
      String status,
      List<String> topics,
      long upTime,
      long subscribeTime,
      long rebalanceTime,
      String parameters) {}

  /** Nobody subscribes. */
  Subscriptions NONE =
      new Subscriptions() {
        @Override
        public List<Subscription> subscriptions() {
          return List.of();
        }

        @Override
        public List<Consumer> consumers() {
          return List.of();
        }

        @Override
        public boolean isInUse(String topic) {
          return false;
        }

        @Override
        public void topicDropped(String topic) {}

        @Override
        public void vgroupsChanged(Database database) {}

        @Override
        public void dropGroup(String topic, String group, boolean force) {
          throw new EngineException(NO_SUCH_GROUP, "Subscribe not exist");
        }
      };
}
