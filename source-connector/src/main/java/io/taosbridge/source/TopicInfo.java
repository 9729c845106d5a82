package io.taosbridge.source;

/**
 * A TMQ topic.
 *
 * @param stable the supertable of a supertable topic, else null
 */
record TopicInfo(String name, Kind kind, String database, String stable) {

  /** What a topic was made of. */
  enum Kind {
    QUERY,
    STABLE,
    DATABASE
  }
}
