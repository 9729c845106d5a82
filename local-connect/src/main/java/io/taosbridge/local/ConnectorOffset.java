package io.taosbridge.local;

import java.util.Map;

/**
 * What a connector has read of a part of its source.
 *
 * @param offset null if none is stored, or none is to be
 */
public record ConnectorOffset(Map<String, Object> partition, Map<String, Object> offset) {}
