package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PackagedZipIT {

  private static final String VERSION = System.getProperty("project.version");
  private static final String ROOT = "taosbridge-" + VERSION + "/";

  private ZipFile zip;

  @BeforeEach
  void open() throws IOException {
    zip = new ZipFile(Cluster.pluginZip().toFile());
  }

  @AfterEach
  void close() throws IOException {
    zip.close();
  }

  @Test
  void holdsOneFolderThatIsNamedAfterTheVersion() {
    assertThat(names()).isNotEmpty().allMatch(name -> name.startsWith(ROOT));
  }

  @Test
  void holdsBothConnectorsAndWhatTheyNeedAndNothingTheWorkerBrings() {
    // When
    List<String> jars =
        names().stream()
            .filter(name -> name.endsWith(".jar"))
            .map(name -> name.substring(ROOT.length()))
            .map(name -> name.replaceFirst("-[0-9][0-9.]*\\.jar$", ""))
            .toList();

    // Then
    assertThat(jars)
        .containsExactlyInAnyOrder(
            "lib/connector-core",
            "lib/source-connector",
            "lib/sink-connector",
            "lib/jackson-annotations",
            "lib/jackson-core",
            "lib/jackson-databind",
            "lib/Java-WebSocket",
            "lib/commons-pool2",
            "lib/jna");
  }

  @Test
  void namesEachConnectorAsAService() throws IOException {
    assertThat(
            service("source-connector", "org.apache.kafka.connect.source.SourceConnector").strip())
        .isEqualTo("io.taosbridge.source.TDengineSourceConnector");
    assertThat(service("sink-connector", "org.apache.kafka.connect.sink.SinkConnector").strip())
        .isEqualTo("io.taosbridge.sink.TDengineSinkConnector");
  }

  @Test
  void describesItselfInTheManifest() throws IOException {
    // When
    JsonNode manifest = new ObjectMapper().readTree(bytes(ROOT + "manifest.json"));

    // Then
    assertThat(manifest.path("name").asText()).isEqualTo("taosbridge");
    assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
    assertThat(manifest.path("component_types"))
        .extracting(JsonNode::asText)
        .containsExactly("source", "sink");
    assertThat(manifest.path("license").path(0).path("name").asText())
        .isEqualTo("Apache License 2.0");
    assertThat(manifest.path("title").asText()).isNotBlank();
    assertThat(manifest.path("description").asText()).isNotBlank();
    assertThat(manifest.path("owner").path("username").asText()).isNotBlank();
  }

  @Test
  void bringsItsLicenceAndThoseOfTheLibraries() throws IOException {
    assertThat(text("doc/LICENSE")).contains("Apache License").contains("Version 2.0");
    assertThat(text("doc/licenses/Java-WebSocket/LICENSE")).contains("Nathan Rajlich");
    assertThat(text("doc/licenses/commons-pool2/META-INF/LICENSE.txt")).contains("Apache License");
    assertThat(text("doc/licenses/commons-pool2/META-INF/NOTICE.txt")).contains("Commons Pool");
    for (String library : List.of("jackson-annotations", "jackson-core", "jackson-databind")) {
      assertThat(text("doc/licenses/" + library + "/META-INF/LICENSE")).contains("Apache License");
      assertThat(text("doc/licenses/" + library + "/META-INF/NOTICE")).contains("Jackson");
    }
  }

  @Test
  void bringsTheExamples() {
    assertThat(names())
        .contains(ROOT + "etc/tdengine-source.json", ROOT + "etc/tdengine-sink.properties");
  }

  private List<String> names() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  private String service(String module, String service) throws IOException {
    byte[] jar = bytes(ROOT + "lib/" + module + "-" + VERSION + ".jar");
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().equals("META-INF/services/" + service)) {
          return new String(entries.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    return "";
  }

  private String text(String name) throws IOException {
    return new String(bytes(ROOT + name), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    return zip.getInputStream(entry).readAllBytes();
  }
}
