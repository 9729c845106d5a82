package io.taosbridge.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param facts by their names, in the order to be shown
 */
public record Environment(Map<String, String> facts) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final long GIBIBYTE = 1L << 30;

  public Environment {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * This machine, this JVM and the versions of what is measured and measured against.
   *
   * @param more that is to be known of this run, by name
   */
  public static Environment here(Map<String, String> more) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "machine",
        String.format(
            "%s, %d processors, %d GiB, %s %s %s",
            processor(),
            Runtime.getRuntime().availableProcessors(),
            memory() / GIBIBYTE,
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    facts.put(
        "JVM",
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    Properties versions = versions();
    facts.put("TaosBridge", versions.getProperty("taosbridge"));
    facts.put("vendor's JDBC driver", versions.getProperty("vendor-jdbc"));
    facts.put("Kafka", versions.getProperty("kafka"));
    facts.putAll(more);
    return new Environment(facts);
  }

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    } catch (IOException e) {
      // Only Linux has the file.
      return "processor unknown";
    }
  }
}
