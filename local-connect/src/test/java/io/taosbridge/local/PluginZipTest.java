package io.taosbridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginZipTest {

  @TempDir private Path folder;

  @Test
  void unzipsFilesWithTheirFoldersBelowThePluginPath() throws IOException {
    // Given
    Path zip = TestPlugin.zip(folder);
    Path pluginPath = folder.resolve("plugins");

    // When
    PluginZip.unzip(zip, pluginPath);

    // Then
    assertThat(pluginPath.resolve("test-plugin-1.0/lib/test-plugin.jar")).isNotEmptyFile();
  }

  @Test
  void refusesAPathThatLeadsOutOfThePluginPath() throws IOException {
    // Given
    Path zip = folder.resolve("evil.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("../evil.txt"));
    }

    // When / Then
    assertThatThrownBy(() -> PluginZip.unzip(zip, folder.resolve("plugins")))
        .rootCause()
        .hasMessageContaining("../evil.txt leads out of the folder");
    assertThat(folder.resolve("evil.txt")).doesNotExist();
  }
}
