/** TDengine by WebSocket through taosAdapter: {@code /ws} and {@code /rest/tmq}. */
package io.taosbridge.transport.ws;
