package io.taosbridge.transport;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Connects: spread over the hosts, to the next one when one fails, with growing pauses. */
public final class Failover {

  private Failover() {}

  /**
   * Connects to one of the hosts. A host that cannot do it now counts like one that cannot be
   * reached; one that refuses, for a wrong password say, ends the matter.
   *
   * @param open connects to one host and logs in there
   * @throws ConnectionException that names every host, if none could be used in all tries
   */
  public static <T> T connect(ConnectionOptions options, Function<Endpoint, T> open) {
    List<Endpoint> endpoints = new ArrayList<>(options.endpoints());
    Collections.shuffle(endpoints);
    for (int attempt = 0; ; attempt++) {
      try {
        return connectToAny(endpoints, options, open);
      } catch (TDengineException e) {
        boolean last = attempt >= options.retry().times() || Thread.currentThread().isInterrupted();
        if (last || !mayPass(e)) {
          throw e;
        }
      }
      pause(options.retry().pauseBefore(attempt));
    }
  }

  private static boolean mayPass(TDengineException e) {
    return e.action() == ErrorAction.RETRY || e.action() == ErrorAction.RECONNECT;
  }

  private static <T> T connectToAny(
      List<Endpoint> endpoints, ConnectionOptions options, Function<Endpoint, T> open) {
    List<TDengineException> failures = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        return open.apply(endpoint);
      } catch (TDengineException e) {
        if (!mayPass(e)) {
          throw e;
        }
        failures.add(e);
      }
    }
    TDengineException last = failures.remove(failures.size() - 1);
    if (failures.isEmpty()) {
      throw last;
    }
    ConnectionException all =
        Errors.lost(
            "none of " + options.hosts() + " can be used, the last one: " + last.getMessage(),
            last);
    failures.forEach(all::addSuppressed);
    throw all;
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting to connect again", e);
    }
  }
}
