package io.taosbridge.it;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every module has compiled, found by its folder: connectors are not on the class path. */
final class ModuleClasses implements LocationProvider {

  @Override
  public Set<Location> get(Class<?> testClass) {
    return folders().stream().map(Location::of).collect(Collectors.toSet());
  }

  static Set<Path> folders() {
    try (Stream<Path> modules = Files.list(Path.of("..").toAbsolutePath().normalize())) {
      return modules
          .map(module -> module.resolve("target/classes"))
          .filter(Files::isDirectory)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
