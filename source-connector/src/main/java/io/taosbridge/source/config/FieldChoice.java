package io.taosbridge.source.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which columns and tags records hold, and under which names.
 *
 * @param include by their names in TDengine; empty for all
 * @param exclude by their names in TDengine
 * @param rename the name in records by the one in TDengine
 */
public record FieldChoice(Set<String> include, Set<String> exclude, Map<String, String> rename) {

  /** All under their own names. */
  public static final FieldChoice ALL = new FieldChoice(Set.of(), Set.of(), Map.of());

  public FieldChoice {
    include = Set.copyOf(include);
    exclude = Set.copyOf(exclude);
    rename = Map.copyOf(rename);
  }

  /**
   * @param renames each {@code old:new}
   * @throws IllegalArgumentException naming one that is not
   */
  static Map<String, String> parseRenames(List<String> renames) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String rename : renames) {
      int colon = rename.lastIndexOf(':');
      if (colon <= 0 || colon == rename.length() - 1) {
        throw new IllegalArgumentException("\"" + rename + "\" is not old:new");
      }
      names.put(rename.substring(0, colon).strip(), rename.substring(colon + 1).strip());
    }
    return names;
  }

  public boolean takes(String name) {
    return (include.isEmpty() || include.contains(name)) && !exclude.contains(name);
  }

  /** The name in records. */
  public String nameOf(String name) {
    return rename.getOrDefault(name, name);
  }
}
