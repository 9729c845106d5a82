/** Offsets that a user changes while the connector is stopped. */
package io.taosbridge.source.alter;
