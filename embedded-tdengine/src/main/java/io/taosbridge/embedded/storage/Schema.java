package io.taosbridge.embedded.storage;

import io.taosbridge.block.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a table, or the tags of a supertable.
 *
 * @param version grows by one with each change, from 1
 * @param lastId the greatest number ever given to a column
 */
public record Schema(int version, int lastId, List<ColumnDef> columns) {

  public Schema {
    columns = List.copyOf(columns);
  }

  public static Schema of(List<ColumnDef> columns) {
    return new Schema(1, columns.size(), columns);
  }

  public Optional<ColumnDef> find(String name) {
    int index = indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(columns.get(index));
  }

  /** Position of the column with this name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** The column that makes a composite key with the timestamp, if there is one. */
  public Optional<ColumnDef> compositeKey() {
    return columns.stream().filter(ColumnDef::primaryKey).findFirst();
  }

  public Schema add(String name, ColumnType type) {
    List<ColumnDef> changed = new ArrayList<>(columns);
    changed.add(new ColumnDef(name, type, lastId + 1, false));
    return new Schema(version + 1, lastId + 1, changed);
  }

  public Schema drop(String name) {
    List<ColumnDef> changed = new ArrayList<>(columns);
    changed.remove(indexOf(name));
    return new Schema(version + 1, lastId, changed);
  }

  public Schema rename(String name, String newName) {
    int index = indexOf(name);
    return replace(index, columns.get(index).withName(newName));
  }

  public Schema retype(String name, ColumnType type) {
    int index = indexOf(name);
    return replace(index, columns.get(index).withType(type));
  }

  private Schema replace(int index, ColumnDef column) {
    List<ColumnDef> changed = new ArrayList<>(columns);
    changed.set(index, column);
    return new Schema(version + 1, lastId, changed);
  }
}
