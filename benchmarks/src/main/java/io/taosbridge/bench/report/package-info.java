/** What a run found, for people and for programs. */
package io.taosbridge.bench.report;
