package io.taosbridge.local;

import io.taosbridge.local.plugin.FileSink;
import io.taosbridge.local.plugin.FileSinkTask;
import io.taosbridge.local.plugin.NumbersSource;
import io.taosbridge.local.plugin.NumbersSourceTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin ZIP with a source and a sink. */
final class TestPlugin {

  private TestPlugin() {}

  static Path zip(Path folder) throws IOException {
    Path zip = folder.resolve("test-plugin-1.0.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      put(out, "test-plugin-1.0/lib/test-plugin.jar", jar());
    }
    return zip;
  }

  private static byte[] jar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      putService(out, "org.apache.kafka.connect.source.SourceConnector", NumbersSource.class);
      putService(out, "org.apache.kafka.connect.sink.SinkConnector", FileSink.class);
      putClass(out, NumbersSource.class);
      putClass(out, NumbersSourceTask.class);
      putClass(out, FileSink.class);
      putClass(out, FileSinkTask.class);
    }
    return bytes.toByteArray();
  }

  private static void putService(ZipOutputStream out, String service, Class<?> provider)
      throws IOException {
    put(out, "META-INF/services/" + service, provider.getName().getBytes(StandardCharsets.UTF_8));
  }

  private static void putClass(ZipOutputStream out, Class<?> type) throws IOException {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
      put(out, path, bytes.readAllBytes());
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
