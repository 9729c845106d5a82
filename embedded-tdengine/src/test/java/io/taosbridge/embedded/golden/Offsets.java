package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the vgroups and offsets of a recording are called on the server under test: learnt from the
 * answers, and put into later requests.
 */
final class Offsets {

  private final Map<Integer, Integer> vgroups = new HashMap<>();
  private final TreeMap<Long, Long> offsets = new TreeMap<>();

  static Offsets none() {
    return new Offsets();
  }

  /** Vgroups in the order of their numbers. */
  Offsets vgroups(List<Integer> recorded, List<Integer> here) {
    for (int i = 0; i < recorded.size(); i++) {
      vgroups.put(recorded.get(i), here.get(i));
    }
    return this;
  }

  void learn(long recorded, long here) {
    if (recorded >= 0) {
      offsets.merge(recorded, here, Math::max);
    }
  }

  void learn(JsonNode recorded, JsonNode here) {
    if (recorded.path("assignment").size() == 1 && here.path("assignment").size() == 1) {
      for (String name : List.of("begin", "offset", "end")) {
        learn(
            recorded.get("assignment").get(0).get(name).longValue(),
            here.get("assignment").get(0).get(name).longValue());
      }
    }
    for (String name : List.of("position", "committed")) {
      if (recorded.path(name).size() == 1 && here.path(name).size() == 1) {
        learn(recorded.get(name).get(0).longValue(), here.get(name).get(0).longValue());
      }
    }
  }

  /** The request with our numbers; text that is no request stays as it is. */
  String rewrite(String request) {
    if (!request.contains("vgroup_id")) {
      return request;
    }
    ObjectNode node = (ObjectNode) Recording.parse(request);
    ObjectNode args = (ObjectNode) node.get("args");
    vgroup(args);
    args.path("topic_vgroup_ids").forEach(each -> vgroup((ObjectNode) each));
    if (args.has("offset")) {
      args.put("offset", here(args.get("offset").longValue()));
    }
    return node.toString();
  }

  private void vgroup(ObjectNode node) {
    if (node.has("vgroup_id")) {
      int recorded = node.get("vgroup_id").intValue();
      node.put("vgroup_id", vgroups.getOrDefault(recorded, recorded));
    }
  }

  /** Beyond the last one known: as far beyond ours. */
  private long here(long recorded) {
    Map.Entry<Long, Long> floor = offsets.floorEntry(recorded);
    return floor == null ? recorded : floor.getValue() + recorded - floor.getKey();
  }
}
