package io.taosbridge.it;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** That a class is named in its module's {@code META-INF/services} file for the given service. */
final class ListedAsService extends ArchCondition<JavaClass> {

  private final String service;

  ListedAsService(String service) {
    super("be listed in META-INF/services/" + service);
    this.service = service;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    boolean listed =
        ModuleClasses.folders().stream()
            .map(folder -> folder.resolve("META-INF/services").resolve(service))
            .filter(Files::exists)
            .anyMatch(file -> lines(file).contains(item.getName()));
    events.add(
        new SimpleConditionEvent(
            item, listed, item.getName() + " is " + (listed ? "" : "not ") + "listed"));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
