/**
 * The source connector: rows from TDengine's TMQ topics into Kafka. {@link
 * io.taosbridge.source.SourceEngine} does the work; connector and task only translate Kafka
 * Connect's life cycle.
 */
package io.taosbridge.source;
