/** One stage at a time, in memory, by JMH. */
package io.taosbridge.bench.micro;
