/** Several do the same work in turns, and it is checked that they did. */
package io.taosbridge.bench.race;
