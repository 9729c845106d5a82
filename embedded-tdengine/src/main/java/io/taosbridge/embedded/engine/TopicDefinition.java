package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Database;

/** What all topics have. */
record TopicDefinition(
    String name, Database database, String sql, long createdAt, Topic.Meta meta) {}
