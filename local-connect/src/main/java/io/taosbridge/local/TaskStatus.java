package io.taosbridge.local;

/**
 * What a task is doing.
 *
 * @param worker the host and port of the worker that has it
 * @param trace the stack trace of a failed task, else empty
 */
public record TaskStatus(int id, State state, String worker, String trace) {}
