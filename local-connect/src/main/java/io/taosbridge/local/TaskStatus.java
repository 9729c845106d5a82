package io.taosbridge.local;

/**
 * What a task is doing.
 *
 * @param trace the stack trace of a failed task, else empty
 */
public record TaskStatus(int id, State state, String trace) {}
