package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The C compiler of this machine. */
record Compiler(Path executable) {

  private static final Path SOURCES = Path.of("src", "test", "c");
  private static final List<String> OPTIONS =
      List.of(
          "-std=c11",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-O1",
          "-g",
          "-fPIC",
          "-pthread",
          "-shared",
          "-fvisibility=hidden");

  /** The first of the usual names in the PATH. */
  static Optional<Compiler> find() {
    for (String name : List.of("cc", "gcc", "clang")) {
      for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
        Path executable = Path.of(directory, name);
        if (Files.isExecutable(executable)) {
          return Optional.of(new Compiler(executable));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Makes the library of all sources.
   *
   * @param definitions for example {@code STUB_WITHOUT_OPTIONS}, to leave functions out
   */
  void compile(Path library, String... definitions) throws IOException {
    Files.createDirectories(library.getParent());
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(OPTIONS);
    for (String definition : definitions) {
      command.add("-D" + definition);
    }
    command.add("-o");
    command.add(library.toString());
    try (Stream<Path> sources = Files.list(SOURCES)) {
      sources
          .map(Path::toString)
          .filter(name -> name.endsWith(".c"))
          .sorted()
          .forEach(command::add);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
  }
}
