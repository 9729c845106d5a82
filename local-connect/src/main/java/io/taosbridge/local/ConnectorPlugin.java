package io.taosbridge.local;

/**
 * A class the worker has found on its {@code plugin.path}.
 *
 * @param type {@code source}, {@code sink}, {@code converter} and so on
 */
public record ConnectorPlugin(String className, String type, String version) {}
