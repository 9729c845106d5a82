/** The wire: HTTP, WebSocket and the actions of {@code /ws}, as taosAdapter speaks them. */
package io.taosbridge.embedded.server;
