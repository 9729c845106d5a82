package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.TableWrite;
import java.util.List;

/** Everything in a database. */
final class DatabaseTopic extends Topic {

  DatabaseTopic(TopicDefinition definition) {
    super(definition);
  }

  @Override
  List<TopicRows> rows(TableWrite write) {
    return WrittenRows.of(write);
  }

  @Override
  public boolean delivers(MetaEntry entry) {
    return meta() != Meta.WITHOUT;
  }

  @Override
  boolean reads(SuperTable superTable) {
    return superTable.database() == database();
  }

  @Override
  boolean pins(SuperTable superTable) {
    return false;
  }

  @Override
  String kind() {
    return "db";
  }
}
