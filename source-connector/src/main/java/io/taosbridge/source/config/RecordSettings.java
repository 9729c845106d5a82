package io.taosbridge.source.config;

/**
 * What records should look like.
 *
 * @param server the name of the server in source partitions
 * @param inTransactions whether the records of a message reach Kafka all together or not at all
 * @param transformed whether others may change records before they are converted
 */
public record RecordSettings(
    String server,
    TargetOptions target,
    KeyOptions key,
    ValueOptions value,
    boolean inTransactions,
    boolean transformed,
    MetaOptions meta) {

  /** For records of which whole messages go into a transaction. */
  public RecordSettings forTransactions() {
    return new RecordSettings(server, target, key, value, true, transformed, meta);
  }

  /** Whether tags are needed for keys or values. */
  public boolean needsTags() {
    return value.withTags() || key.mode() == KeyMode.TAGS || key.mode() == KeyMode.COLUMNS;
  }
}
