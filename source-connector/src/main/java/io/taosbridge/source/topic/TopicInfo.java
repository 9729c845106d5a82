package io.taosbridge.source.topic;

/**
 * A TMQ topic.
 *
 * @param stable the supertable of a supertable topic, else null
 */
public record TopicInfo(String name, Kind kind, String database, String stable) {

  /** What a topic was made of. */
  public enum Kind {
    QUERY,
    STABLE,
    DATABASE
  }
}
