package io.taosbridge.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report for programs. */
public final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  public static String of(Report report) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode environment = root.putObject("environment");
    report.environment().facts().forEach(environment::put);
    ArrayNode stages = root.putArray("stages");
    report.lines().forEach(line -> write(line, stages.addObject()));
    return JSON.writeValueAsString(root);
  }

  private static void write(Line line, ObjectNode node) {
    Figure figure = line.figure();
    node.put("stage", line.stage());
    node.put("runner", line.runner());
    node.put("unit", figure.unit().text());
    node.put("median", figure.median());
    node.put("lowest", figure.lowest());
    node.put("highest", figure.highest());
    node.put("repeats", figure.repeats());
    if (!Double.isNaN(line.cpuPerMillion())) {
      node.put("cpuSecondsPerMillionRows", line.cpuPerMillion());
    }
    if (!line.serverCpuPerMillion().isEmpty()) {
      ArrayNode server = node.putArray("serverCpuSecondsPerMillionRows");
      line.serverCpuPerMillion().forEach(server::add);
    }
    line.oursToThis().ifPresent(ratio -> node.put("ratio", ratio));
    ArrayNode goals = node.putArray("goals");
    for (Verdict verdict : line.verdicts()) {
      ObjectNode goal = goals.addObject();
      goal.put("goal", verdict.goal());
      goal.put("limit", verdict.limit());
      goal.put("value", verdict.value());
      goal.put("unit", verdict.unit().text());
      goal.put("met", verdict.isMet());
    }
  }
}
