/** Applies the source's metadata events, so that the target's tables are as the source's are. */
package io.taosbridge.sink.meta;
