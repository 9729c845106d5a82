/** What a record says: its values by path or placeholder, its schema, its names. */
package io.taosbridge.sink.record;
