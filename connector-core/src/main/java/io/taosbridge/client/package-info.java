/**
 * What a caller of TDengine sees, whatever the transport: connections, results, statements,
 * subscriptions.
 */
package io.taosbridge.client;
