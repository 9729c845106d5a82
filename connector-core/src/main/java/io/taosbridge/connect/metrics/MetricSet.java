package io.taosbridge.connect.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one thing, such as a task or a vgroup.
 *
 * @param type of the thing, such as {@code source-task-metrics}
 * @param tags which of its type it is, in the order in which they are shown
 */
public record MetricSet(String type, Map<String, String> tags, List<MetricValue> values) {

  public MetricSet {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    values = List.copyOf(values);
  }
}
