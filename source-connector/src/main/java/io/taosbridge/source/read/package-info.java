/** Reads messages of topics from the right position on, whatever happens to the connection. */
package io.taosbridge.source.read;
