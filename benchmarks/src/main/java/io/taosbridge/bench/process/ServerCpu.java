package io.taosbridge.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CPU time of the processes that are the server, if they run on this machine.
 *
 * @param processes in the order in which their times are told
 */
public record ServerCpu(List<ProcessHandle> processes) {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int HEXADECIMAL = 16;
  private static final double NANOS = 1e9;

  public ServerCpu {
    processes = List.copyOf(processes);
  }

  /**
   * Of those that listen on these ports of this machine: on Linux only, and our own user's only.
   */
  public static ServerCpu listeningOn(int... ports) throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    for (int port : ports) {
      listeningOn(port).ifPresent(found::add);
    }
    return new ServerCpu(found);
  }

  private static Optional<ProcessHandle> listeningOn(int port) throws IOException {
    Set<Path> sockets =
        Stream.concat(lines("net/tcp"), lines("net/tcp6"))
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields[STATE].equals(LISTENS) && port(fields) == port)
            .map(fields -> Path.of("socket:[" + fields[INODE] + "]"))
            .collect(Collectors.toSet());
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses().filter(process -> hasOne(process, sockets)).findFirst();
  }

  /** Without the head of the table. */
  private static Stream<String> lines(String table) throws IOException {
    Path file = PROC.resolve(table);
    return Files.exists(file) ? Files.readAllLines(file).stream().skip(1) : Stream.empty();
  }

  private static int port(String[] fields) {
    String address = fields[LOCAL_ADDRESS];
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEXADECIMAL);
  }

  private static boolean hasOne(ProcessHandle process, Set<Path> sockets) {
    Path files = PROC.resolve(process.pid() + "/fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(files)) {
      for (Path link : links) {
        if (sockets.contains(Files.readSymbolicLink(link))) {
          return true;
        }
      }
    } catch (IOException e) {
      // Somebody else's, or it has ended, or has closed that file.
    }
    return false;
  }

  /** Of each process, since it was started. */
  public List<Double> seconds() {
    return processes.stream()
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS)
        .toList();
  }
}
