package io.taosbridge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Installs a plugin as a user does: unzips it below a folder of {@code plugin.path}. */
public final class PluginZip {

  private PluginZip() {}

  /**
   * Unzips a plugin.
   *
   * @param pluginPath is made if it does not exist
   * @throws UncheckedIOException if the ZIP cannot be read or holds a path that leads out of the
   *     folder
   */
  public static void unzip(Path zip, Path pluginPath) {
    Path folder = pluginPath.toAbsolutePath().normalize();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException(entry.getName() + " leads out of the folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          try (InputStream content = file.getInputStream(entry)) {
            Files.copy(content, target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unzip " + zip + " to " + folder, e);
    }
  }
}
