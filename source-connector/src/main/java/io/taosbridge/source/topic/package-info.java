/** TDengine's topics: which there are, what they are on, and which of them to read. */
package io.taosbridge.source.topic;
