package io.taosbridge.source.record;

import org.apache.kafka.connect.data.Schema;

/** A tag of a supertable as a field of records. */
public record TagField(String name, Schema schema) {}
