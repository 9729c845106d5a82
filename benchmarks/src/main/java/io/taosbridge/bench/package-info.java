/** Measures each stage beside its peers. */
package io.taosbridge.bench;
