/** What the transports share. Each of them has a package of its own below this one. */
package io.taosbridge.transport;
