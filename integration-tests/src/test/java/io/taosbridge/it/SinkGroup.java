package io.taosbridge.it;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The consumer group of a sink connector. */
final class SinkGroup implements AutoCloseable {

  private final String connector;
  private final String id;
  private final Admin admin;

  SinkGroup(String bootstrapServers, String connector) {
    this.connector = connector;
    this.id = "connect-" + connector;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** How many records are committed, in all partitions together. */
  long committed() {
    try {
      return admin
          .listConsumerGroupOffsets(id)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The members, each with the name that it got when it joined. */
  Set<String> members() {
    try {
      return admin
          .describeConsumerGroups(Set.of(id))
          .describedGroups()
          .get(id)
          .get()
          .members()
          .stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How often the consumer of a task on a worker of this JVM has joined the group. */
  long rebalances(int task) {
    try {
      ObjectName consumer =
          new ObjectName(
              String.format(
                  "kafka.consumer:type=consumer-coordinator-metrics,client-id=connector-consumer-%s-%d",
                  connector, task));
      Object count =
          ManagementFactory.getPlatformMBeanServer().getAttribute(consumer, "rebalance-total");
      return ((Number) count).longValue();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
