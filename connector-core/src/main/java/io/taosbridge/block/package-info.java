/**
 * The column block: the form in which TDengine hands out rows. Read where it lies, written where it
 * goes. Knows nothing of connections.
 */
package io.taosbridge.block;
