package io.taosbridge.local;

import java.util.List;
import java.util.Map;

/**
 * What the worker says about a connector's configuration.
 *
 * @param errors messages by option; an option without errors is not there
 */
public record Validation(Map<String, List<String>> errors) {

  public Validation {
    errors = Map.copyOf(errors);
  }

  public boolean isValid() {
    return errors.isEmpty();
  }
}
