package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A stand-in for libtaos, compiled from the C sources beside the tests by the machine's compiler.
 * It connects to the embedded server of whose port a URL tells. The JVM keeps the first libtaos it
 * loads, so that there is one stand-in for all tests, and none if a real library is tested.
 */
public final class NativeStub {

  private static final Path DIRECTORY = Path.of("target", "native-stub");

  private static NativeStub instance;

  private final NativeLibrary library;
  private final Backend backend;

  private NativeStub(NativeLibrary library) {
    this.library = library;
    this.backend = new Backend();
    Results results = new Results();
    Connections connections = new Connections(results);
    results.register(backend);
    connections.register(backend);
    new Statements2(connections, results).register(backend);
    new Statements(connections).register(backend);
    new Subscriptions().register(backend);
    function("stub_set_backend").invokeVoid(new Object[] {backend});
  }

  /** The library, or empty if this machine has no C compiler. */
  public static synchronized Optional<NativeStub> load() throws IOException {
    return load(DIRECTORY);
  }

  /**
   * The library, made in a directory unless one was loaded before.
   *
   * @param definitions for example {@code STUB_WITHOUT_STMT2}, to leave functions out
   */
  static synchronized Optional<NativeStub> load(Path directory, String... definitions)
      throws IOException {
    if (instance == null && Compiler.find().isPresent()) {
      Compiler.find().get().compile(directory.resolve("libtaos.so"), definitions);
      System.setProperty("jna.library.path", directory.toAbsolutePath().toString());
      instance = new NativeStub(NativeLibrary.getInstance("taos"));
    }
    return Optional.ofNullable(instance);
  }

  /** Where the native transport reaches a server, with user and password. */
  public String url(EmbeddedTDengine server) {
    return url(server.port());
  }

  /** The URL of a server at this port of this host. */
  public String url(int port) {
    return "taos://root:taosdata@127.0.0.1:" + port;
  }

  /** Lets the next calls that give something out give NULL, as for want of memory. */
  void giveNull(int calls) {
    function("stub_give_null").invokeVoid(new Object[] {calls});
  }

  /** How many of a kind the library has given out and not got back. */
  public long live(Kind kind) {
    return function("stub_live").invokeLong(new Object[] {kind.code});
  }

  /** What the library gives out, with the numbers of {@code enum stub_kind} in stub.h. */
  public enum Kind {
    CONNECTION(1),
    RESULT(2),
    STATEMENT2(3),
    STATEMENT(4),
    CONSUMER(5),
    TMQ_CONF(6),
    TMQ_LIST(7),
    TMQ_RAW(8),
    TMQ_META(9),
    TMQ_ASSIGNMENT(10);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** Fails if a call was made that would have crashed a real library, such as use after free. */
  public void assertNoViolations() {
    assertThat(function("stub_violations").invokeString(new Object[0], false)).isEmpty();
    assertThat(backend.bugs()).isEmpty();
  }

  private Function function(String name) {
    return library.getFunction(name);
  }
}
