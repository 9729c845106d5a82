package io.taosbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connector's configuration as it is posted to Connect's REST API. */
record ExampleConfig(String name, Map<String, String> config) {

  /** Reads one of the JSON files of config-examples. */
  static ExampleConfig read(String file) {
    try (InputStream in = ExampleConfig.class.getResourceAsStream("/config-examples/" + file)) {
      JsonNode json = new ObjectMapper().readTree(in);
      Map<String, String> config = new LinkedHashMap<>();
      json.path("config")
          .properties()
          .forEach(option -> config.put(option.getKey(), option.getValue().asText()));
      return new ExampleConfig(json.path("name").asText(), config);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The same with some options given or changed. */
  ExampleConfig with(Map<String, String> options) {
    Map<String, String> changed = new LinkedHashMap<>(config);
    changed.putAll(options);
    return new ExampleConfig(name, changed);
  }
}
