/** Connections kept for reuse. */
package io.taosbridge.client.pool;
