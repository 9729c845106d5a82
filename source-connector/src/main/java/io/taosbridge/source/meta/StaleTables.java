package io.taosbridge.source.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * What a metadata message makes out of date.
 *
 * @param stables supertables whose columns or tags may be others now
 * @param tables child and normal tables that may have other tags or columns, or are new or gone
 */
public record StaleTables(Set<String> stables, Set<String> tables) {

  public StaleTables {
    stables = Set.copyOf(stables);
    tables = Set.copyOf(tables);
  }

  /**
   * @param json the metadata of a message
   */
  public static StaleTables of(String json) {
    Set<String> stables = new HashSet<>();
    Set<String> tables = new HashSet<>();
    for (JsonNode change : MetaJson.changes(json)) {
      switch (MetaJson.text(change, "type")) {
        case "create", "alter" -> {
          if (MetaJson.isSuper(change)) {
            stables.add(MetaJson.text(change, "tableName"));
          } else {
            MetaJson.children(change)
                .forEach(child -> tables.add(MetaJson.text(child, "tableName")));
          }
        }
        case "drop" ->
            (MetaJson.isSuper(change) ? stables : tables).addAll(MetaJson.dropped(change));
        default -> {
          // a delete changes no table
        }
      }
    }
    return new StaleTables(stables, tables);
  }
}
