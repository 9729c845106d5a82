/** Processes of their own for what must not share CPU time and heap with the rest. */
package io.taosbridge.bench.process;
