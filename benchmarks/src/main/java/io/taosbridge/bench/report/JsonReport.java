package io.taosbridge.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines for programs, with what they were measured on. */
public final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /**
   * @param server what answered: an embedded one or its URL without login
   * @param file is replaced, its folder is made
   */
  public static void write(List<Line> lines, String server, Path file) throws IOException {
    ObjectNode report = JSON.createObjectNode();
    report.put("java", Runtime.version().toString());
    report.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    report.put("processors", Runtime.getRuntime().availableProcessors());
    report.put("server", server);
    ArrayNode stages = report.putArray("stages");
    for (Line line : lines) {
      ObjectNode node = stages.addObject();
      node.put("stage", line.stage());
      node.put("runner", line.runner());
      node.put("rowsPerSecond", line.rate());
      node.put("slowest", line.slowest());
      node.put("fastest", line.fastest());
      if (!Double.isNaN(line.cpuPerMillion())) {
        node.put("cpuSecondsPerMillionRows", line.cpuPerMillion());
      }
      line.oursToThis().ifPresent(ratio -> node.put("ratio", ratio));
      line.goal().ifPresent(goal -> node.put("goal", goal));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, JSON.writeValueAsBytes(report));
  }
}
