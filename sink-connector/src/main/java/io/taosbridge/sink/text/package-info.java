/**
 * Schemaless text into TDengine: bound as the server would have stored it, or passed to the server
 * as it is. Knows no Kafka record; {@code R} is whatever the text came from.
 */
package io.taosbridge.sink.text;
