package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.nativestub.NativeStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The stand-in server, in this process; with the stand-in for libtaos in front of it. */
final class EmbeddedServer implements Server {

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private final Optional<NativeStub> stub;

  EmbeddedServer() {
    try {
      stub = NativeStub.load();
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in for libtaos cannot be compiled", e);
    }
  }

  @Override
  public Optional<String> url(Transport transport) {
    boolean reachable = transport != Transport.NATIVE || stub.isPresent();
    return reachable ? Optional.of(url(transport, server)) : Optional.empty();
  }

  /** Where a transport reaches an embedded server; native by way of the stand-in. */
  static String url(Transport transport, EmbeddedTDengine server) {
    return server.url(
        switch (transport) {
          case WEBSOCKET -> "ws";
          case REST -> "http";
          case NATIVE -> "taos";
        });
  }

  @Override
  public Optional<EmbeddedTDengine> embedded() {
    return Optional.of(server);
  }

  @Override
  public void assertNothingHeld() {
    assertThat(server.inUse()).isEqualTo(EmbeddedTDengine.InUse.NOTHING);
    stub.ifPresent(
        library -> {
          library.assertNoViolations();
          for (NativeStub.Kind kind : NativeStub.Kind.values()) {
            assertThat(library.live(kind)).as("%s in the C library", kind).isZero();
          }
        });
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "the embedded server";
  }
}
