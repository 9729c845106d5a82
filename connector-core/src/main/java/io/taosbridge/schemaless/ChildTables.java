package io.taosbridge.schemaless;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The supertables and child tables met so far. A child table is found by the text of its
 * measurement and tags, so that tags are read and hashed once and not for each point.
 */
final class ChildTables {

  private static final long MAX_TEXT_BYTES = 64L * 1024 * 1024;
  private static final int MAX_SHAPES = 100_000;
  private static final int MAX_TAGS = 128;
  private static final int ENTRY_BYTES = 200;

  private record Name(Supertable supertable, String table) {}

  /** Part of a text; compared by what it holds. */
  private static final class Slice {

    private byte[] text = new byte[0];
    private int from;
    private int to;
    private int hash;

    Slice set(byte[] newText, int newFrom, int newTo) {
      text = newText;
      from = newFrom;
      to = newTo;
      hash = Bytes.hash(newText, newFrom, newTo);
      return this;
    }

    Slice copy() {
      return new Slice().set(Arrays.copyOfRange(text, from, to), 0, to - from);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Slice slice
          && hash == slice.hash
          && Arrays.equals(text, from, to, slice.text, slice.from, slice.to);
    }
  }

  private final TableNaming naming;
  private final Map<String, Supertable> supertables = new HashMap<>();
  private final Map<Slice, ChildTable> byText = new HashMap<>();
  private final Map<Name, ChildTable> byName = new HashMap<>();
  private final Slice wanted = new Slice();
  private ShapeCount shapes = new ShapeCount();
  private long textBytes;

  ChildTables(TableNaming naming) {
    this.naming = naming;
  }

  /** Forgets all if it has become too much. Not to be called amid the points of a text. */
  void bound() {
    if (textBytes > MAX_TEXT_BYTES || shapes.made() > MAX_SHAPES) {
      supertables.clear();
      byText.clear();
      byName.clear();
      shapes = new ShapeCount();
      textBytes = 0;
    }
  }

  /** The table that this text stands for, or null if it was not met before. */
  ChildTable find(byte[] text, int from, int to) {
    return byText.get(wanted.set(text, from, to));
  }

  /**
   * Adds the table that a text stands for.
   *
   * @param plain name of the supertable, dots included
   * @param written the same as it is written, which goes into the hash
   * @throws BadPointException if there can be no such table
   */
  ChildTable add(byte[] text, int from, int to, byte[] plain, byte[] written, List<Tag> tags) {
    check(tags);
    Supertable supertable =
        supertables.computeIfAbsent(
            TableNaming.supertable(plain), name -> new Supertable(name, shapes));
    List<Tag> others = new ArrayList<>(tags);
    Name name = new Name(supertable, naming.childTable(written, others));
    ChildTable first = byName.get(name);
    ChildTable table = new ChildTable(supertable, name.table(), others, first);
    byName.putIfAbsent(name, table);
    byText.put(wanted.set(text, from, to).copy(), table);
    textBytes += to - from + ENTRY_BYTES;
    return table;
  }

  private static void check(List<Tag> tags) {
    if (tags.size() > MAX_TAGS) {
      throw new BadPointException(tags.size() + " tags, where a table has at most " + MAX_TAGS);
    }
    Set<String> names = new HashSet<>();
    names.add(Point.TIME_COLUMN);
    for (Tag tag : tags) {
      if (!names.add(tag.name())) {
        throw new BadPointException("tag `" + tag.name() + "` occurs twice");
      }
    }
  }
}
