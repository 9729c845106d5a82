/** Connectors' tasks in this process, without a worker and Kafka around them. */
package io.taosbridge.bench.tasks;
