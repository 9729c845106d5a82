/**
 * A Kafka broker and a Kafka Connect worker in this JVM, and a client for the worker's REST API:
 * what a user's cluster consists of, small enough for a demonstration or a test.
 */
package io.taosbridge.local;
