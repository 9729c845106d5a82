/**
 * Lets several connections write at the same time, each in a thread of its own, while the rows of a
 * child table stay in order and memory within its bound.
 */
package io.taosbridge.sink.lane;
