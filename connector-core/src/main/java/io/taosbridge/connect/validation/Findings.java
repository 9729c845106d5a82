package io.taosbridge.connect.validation;

import java.util.List;
import java.util.Map;

/**
 * What a server had to say to a configuration.
 *
 * @param problems by option
 * @param recommended values by option
 */
public record Findings(Map<String, String> problems, Map<String, List<Object>> recommended) {

  /** Nothing. */
  public static final Findings NONE = new Findings(Map.of(), Map.of());

  public Findings {
    problems = Map.copyOf(problems);
    recommended = Map.copyOf(recommended);
  }
}
