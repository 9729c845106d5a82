/**
 * Connectors end to end, on a Kafka broker and a Connect worker that are processes of their own.
 *
 * <p>{@link io.taosbridge.bench.connect.Bed} is what a bench needs: deploy a connector on its
 * {@link io.taosbridge.bench.connect.Worker}, whose CPU seconds, heap and metrics can be read, and
 * look at topics with {@link io.taosbridge.bench.connect.Topics}.
 */
package io.taosbridge.bench.connect;
