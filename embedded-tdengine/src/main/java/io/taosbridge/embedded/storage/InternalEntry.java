package io.taosbridge.embedded.storage;

/**
 * An entry that consumers never see, which still takes a version.
 *
 * @param reason for people: {@code subscribe}, {@code commit}, ...
 */
public record InternalEntry(String reason) implements LogEntry {}
