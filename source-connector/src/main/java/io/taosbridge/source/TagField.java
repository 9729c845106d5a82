package io.taosbridge.source;

import org.apache.kafka.connect.data.Schema;

/** A tag of a supertable as a field of records. */
record TagField(String name, Schema schema) {}
