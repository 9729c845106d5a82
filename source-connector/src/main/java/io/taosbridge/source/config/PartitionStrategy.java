package io.taosbridge.source.config;

/** How a record finds its Kafka partition. */
public enum PartitionStrategy {
  /** By vgroup: one vgroup's rows stay in order, in one partition. */
  VGROUP,
  /** By key, which tells the table: one table's rows stay in order, in one partition. */
  TABLE,
  /** By key, whatever it is. */
  KEY,
  /** As the producer likes: records have no key. */
  NONE
}
