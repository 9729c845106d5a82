/** What a source task shows of itself. */
package io.taosbridge.source.metrics;
