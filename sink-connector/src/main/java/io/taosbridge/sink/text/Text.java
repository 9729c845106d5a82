package io.taosbridge.sink.text;

/**
 * A text to be written.
 *
 * @param origin what it came from
 * @param bytes in UTF-8
 * @param millis the time of points without one, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Text<R>(R origin, String database, byte[] bytes, long millis) {}
