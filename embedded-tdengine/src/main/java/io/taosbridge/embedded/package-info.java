/**
 * An in-process stand-in for TDengine, for tests and demonstrations: {@link
 * io.taosbridge.embedded.EmbeddedTDengine}.
 */
package io.taosbridge.embedded;
