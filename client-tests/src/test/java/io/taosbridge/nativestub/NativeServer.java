package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An embedded server and the stand-in library for one test. After it nothing of what the library
 * gave out may be left, and no call may have been made that would crash a real one.
 */
final class NativeServer implements BeforeEachCallback, AfterEachCallback {

  private static final int ROWS_PER_INSERT = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Connection> opened = new ArrayList<>();
  private NativeStub stub;
  private EmbeddedTDengine embedded;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    assumeTrue(
        System.getProperty("tdengine.native") == null,
        "skipped: this process tests a real libtaos, so it cannot load the stand-in");
    Optional<NativeStub> loaded = NativeStub.load();
    assumeTrue(loaded.isPresent(), "skipped: no C compiler (cc, gcc, clang) in the PATH");
    stub = loaded.get();
    embedded = EmbeddedTDengine.start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (stub == null) {
      return;
    }
    opened.forEach(Connection::close);
    embedded.close();
    for (Kind kind : Kind.values()) {
      // Calls that nobody waits for any more come to their end by themselves.
      await()
          .pollDelay(Duration.ZERO)
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(stub.live(kind)).as("left over of " + kind).isZero());
    }
    stub.assertNoViolations();
  }

  NativeStub stub() {
    return stub;
  }

  EmbeddedTDengine embedded() {
    return embedded;
  }

  String url() {
    return stub.url(embedded);
  }

  /**
   * Connects; closed after the test.
   *
   * @param rest of the URL behind the port
   */
  Connection connect(String rest) {
    Connection connection = TDengine.connect(url() + rest);
    opened.add(connection);
    return connection;
  }

  /** Makes the table {@code power.many (ts timestamp, a int)} with so many rows. */
  void fill(int rows) {
    embedded.execute("create table power.many (ts timestamp, a int)");
    for (int from = 0; from < rows; from += ROWS_PER_INSERT) {
      StringJoiner values = new StringJoiner(" ", "insert into power.many values ", "");
      for (int i = from; i < Math.min(rows, from + ROWS_PER_INSERT); i++) {
        values.add("(" + (1_000_000L + i) + ", " + i + ")");
      }
      embedded.execute(values.toString());
    }
  }
}
