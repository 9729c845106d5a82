package io.taosbridge.local.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

public final class FileSinkTask extends SinkTask {

  private Path file = Path.of("");

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public void start(Map<String, String> props) {
    file = Path.of(props.get("file"));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    String loader = getClass().getClassLoader().getClass().getSimpleName();
    List<String> lines = records.stream().map(record -> loader + " " + record.value()).toList();
    try {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
