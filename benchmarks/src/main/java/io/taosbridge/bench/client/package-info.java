/** The client end to end against a server in a process of its own, beside the vendor's driver. */
package io.taosbridge.bench.client;
