package io.taosbridge.embedded.storage;

import io.taosbridge.block.Precision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tables, spread over vgroups. */
public final class Database {

  private final String name;
  private final Catalog catalog;
  private final long createdAt = System.currentTimeMillis();
  private final List<Vgroup> firstVgroups;
  private final Map<Vgroup, List<Vgroup>> halves = new ConcurrentHashMap<>();
  private final Map<String, SuperTable> superTables = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private DatabaseOptions options;
  private volatile List<Vgroup> vgroups;
  private volatile boolean dropped;

  Database(String name, Catalog catalog, DatabaseOptions options) {
    this.name = name;
    this.catalog = catalog;
    this.options = options;
    List<Vgroup> made = new ArrayList<>();
    for (int i = 0; i < options.vgroups(); i++) {
      made.add(new Vgroup(catalog.nextVgroupId()));
    }
    this.firstVgroups = List.copyOf(made);
    this.vgroups = firstVgroups;
  }

  public String name() {
    return name;
  }

  Catalog catalog() {
    return catalog;
  }

  public Precision precision() {
    return options.precision();
  }

  public DatabaseOptions options() {
    return options;
  }

  /** Takes new options; precision and number of vgroups stay as they were made. */
  public void options(DatabaseOptions changed) {
    options = changed;
  }

  /** Milliseconds since the epoch. */
  public long createdAt() {
    return createdAt;
  }

  /** Thread safe. */
  public List<Vgroup> vgroups() {
    return vgroups;
  }

  /** Whether the database is gone. Thread safe. */
  public boolean isDropped() {
    return dropped;
  }

  void markDropped() {
    dropped = true;
    tables.values().forEach(Table::markDropped);
  }

  /** The one rule by which tables go to vgroups: a hash of the full name. Thread safe. */
  public Vgroup vgroupOf(String table) {
    byte[] fullName = (name + "." + table).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(fullName);
      int hash = (digest[0] & 0x7f) << 24 | (digest[1] & 0xff) << 16 | (digest[2] & 0xff) << 8;
      Vgroup found = firstVgroups.get((hash | (digest[3] & 0xff)) % firstVgroups.size());
      for (int bits = digest[4]; halves.containsKey(found); bits >>= 1) {
        found = halves.get(found).get(bits & 1);
      }
      return found;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /**
   * Puts two new vgroups in the place of one. Their logs go on with the versions of its log, but
   * hold nothing of it; each gets its share of the tables.
   */
  public void split(Vgroup vgroup) {
    long begin = vgroup.log().end();
    List<Vgroup> made =
        List.of(
            new Vgroup(catalog.nextVgroupId(), begin), new Vgroup(catalog.nextVgroupId(), begin));
    List<Vgroup> left = new ArrayList<>(vgroups);
    left.remove(vgroup);
    left.addAll(made);
    halves.put(vgroup, made);
    vgroups = List.copyOf(left);
    tables.values().forEach(Table::move);
  }

  public Optional<SuperTable> superTable(String table) {
    return Optional.ofNullable(superTables.get(table));
  }

  public Optional<Table> table(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** In the order of their creation. */
  public Collection<SuperTable> superTables() {
    return Collections.unmodifiableCollection(superTables.values());
  }

  /** Child and normal tables in the order of their creation. */
  public Collection<Table> tables() {
    return Collections.unmodifiableCollection(tables.values());
  }

  public SuperTable createSuperTable(String table, Schema schema, Schema tags) {
    SuperTable created = new SuperTable(table, this, schema, tags);
    superTables.put(table, created);
    return created;
  }

  /**
   * @param tags values of the tags numbered 1, 2, ...; the array belongs to the table from now on
   */
  public ChildTable createChild(String table, SuperTable superTable, Object[] tags) {
    ChildTable created = new ChildTable(table, superTable, tags);
    tables.put(table, created);
    superTable.add(created);
    return created;
  }

  public NormalTable createNormal(String table, Schema schema) {
    NormalTable created = new NormalTable(table, this, schema);
    tables.put(table, created);
    return created;
  }

  public void drop(Table table) {
    tables.remove(table.name());
    if (table instanceof ChildTable child) {
      child.superTable().remove(child);
    }
    table.markDropped();
  }

  /** Drops the supertable with all its child tables. */
  public void drop(SuperTable superTable) {
    List.copyOf(superTable.children()).forEach(this::drop);
    superTables.remove(superTable.name());
  }
}
