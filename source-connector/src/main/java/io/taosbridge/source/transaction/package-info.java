/** Which messages go into one transaction of Kafka, where the worker writes exactly once. */
package io.taosbridge.source.transaction;
