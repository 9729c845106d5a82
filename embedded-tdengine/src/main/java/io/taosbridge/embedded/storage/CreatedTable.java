package io.taosbridge.embedded.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A child table that a write made.
 *
 * @param json its creation as metadata tells it (tmq.md, section 4), without {@code createList}
 */
public record CreatedTable(ChildTable table, ObjectNode json) {}
