/** Faults on purpose: replies that get lost, logs that are recycled, consumers that vanish. */
package io.taosbridge.embedded.fault;
