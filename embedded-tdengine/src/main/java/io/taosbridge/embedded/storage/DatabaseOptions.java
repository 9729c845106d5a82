package io.taosbridge.embedded.storage;

import io.taosbridge.block.Precision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What CREATE DATABASE says.
 *
 * @param keepMinutes how old a row's timestamp may be
 * @param walRetentionSeconds 0: no topic can be made
 * @param others every option as written, by name in lower case, for those who ask
 */
public record DatabaseOptions(
    Precision precision,
    int vgroups,
    long keepMinutes,
    long walRetentionSeconds,
    Map<String, String> others) {

  public DatabaseOptions {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }
}
