package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.TableWrite;
import java.util.List;

/** The child tables of a supertable, or those whose tags fulfil a condition. */
final class StableTopic extends Topic {

  private final SuperTable superTable;
  private final TableRelation.Layout layout;
  private final Compiled condition;

  /**
   * @param layout what the condition is compiled for
   * @param condition null for all tables
   */
  StableTopic(
      TopicDefinition definition,
      SuperTable superTable,
      TableRelation.Layout layout,
      Compiled condition) {
    super(definition);
    this.superTable = superTable;
    this.layout = layout;
    this.condition = condition;
  }

  @Override
  List<TopicRows> rows(TableWrite write) {
    boolean reads =
        write.table() instanceof ChildTable child
            && child.superTable() == superTable
            && (condition == null || condition.holds(layout.tuple(child, null)));
    return reads ? WrittenRows.of(write) : List.of();
  }

  @Override
  public boolean delivers(MetaEntry entry) {
    return meta() != Meta.WITHOUT && entry.superTable() == superTable;
  }

  @Override
  boolean reads(SuperTable other) {
    return other == superTable;
  }

  @Override
  String kind() {
    return "stable";
  }
}
