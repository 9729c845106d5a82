package io.taosbridge.embedded.storage;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All databases of one server. */
public final class Catalog {

  private static final int FIRST_VGROUP_ID = 2;

  private final Map<String, Database> databases = new LinkedHashMap<>();
  private int nextVgroupId = FIRST_VGROUP_ID;
  private long nextUid = 1;

  int nextVgroupId() {
    return nextVgroupId++;
  }

  long nextUid() {
    return nextUid++;
  }

  /** In the order of their creation. */
  public Collection<Database> databases() {
    return Collections.unmodifiableCollection(databases.values());
  }

  public Optional<Database> database(String name) {
    return Optional.ofNullable(databases.get(name));
  }

  public Database create(String name, DatabaseOptions options) {
    Database created = new Database(name, this, options);
    databases.put(name, created);
    return created;
  }

  public void drop(Database database) {
    databases.remove(database.name());
    database.markDropped();
  }
}
