package io.taosbridge.source.record;

import java.util.List;

/**
 * A child or normal table with its tags.
 *
 * @param stable its supertable, or null if it has none or was dropped before anyone could ask
 * @param tags the tags of the supertable; tables of one supertable share the list
 * @param values of the tags, as {@link io.taosbridge.block.Column#getObject} has them, null for
 *     NULL; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // values may be null
public record TaggedTable(String name, String stable, List<TagField> tags, Object[] values) {

  public static TaggedTable untagged(String name, String stable) {
    return new TaggedTable(name, stable, List.of(), new Object[0]);
  }
}
