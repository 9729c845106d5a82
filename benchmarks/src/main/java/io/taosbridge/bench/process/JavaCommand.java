package io.taosbridge.bench.process;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ChildJvm} runs.
 *
 * @param classPath as {@code java -cp} takes it
 * @param options of the JVM, such as {@code -Xmx2g}
 */
public record JavaCommand(
    String classPath, List<String> options, String mainClass, List<String> arguments) {

  public JavaCommand {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** With this process's class path. */
  public static JavaCommand of(List<String> options, Class<?> mainClass, String... arguments) {
    return new JavaCommand(ownClassPath(), options, mainClass.getName(), List.of(arguments));
  }

  /** This process's class path. */
  public static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("java.home") + "/bin/java");
    line.addAll(options);
    line.add("-cp");
    line.add(classPath);
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }
}
