package io.taosbridge.transport.rest;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import java.util.ArrayList;
import java.util.List;

/**
 * Where requests go: to the same host as long as it works, else to the next. A request moves on by
 * itself only if the host did not get it; whether to send any other one again is up to the caller.
 */
final class RestHosts {

  private final RestClient client;
  private final ConnectionOptions options;
  private volatile List<Endpoint> order;

  /**
   * @param first the host to begin with
   */
  RestHosts(RestClient client, ConnectionOptions options, Endpoint first) {
    this.client = client;
    this.options = options;
    List<Endpoint> endpoints = new ArrayList<>(options.endpoints());
    endpoints.remove(first);
    endpoints.add(0, first);
    this.order = List.copyOf(endpoints);
  }

  /**
   * Posts a request and waits for the head of the reply.
   *
   * @throws ConnectionException if no host can be reached, or the one that got it does not answer
   */
  RestReply post(RestRequest request) {
    List<ConnectionException> failures = new ArrayList<>();
    for (Endpoint endpoint : order) {
      try {
        return client.post(endpoint, request, options.readTimeout());
      } catch (ConnectionException e) {
        avoid(endpoint);
        if (!RestClient.isUnsent(e.getCause())) {
          throw e;
        }
        failures.add(e);
      }
    }
    ConnectionException last = failures.remove(failures.size() - 1);
    if (failures.isEmpty()) {
      throw last;
    }
    ConnectionException all =
        Errors.lost(
            "none of " + options.hosts() + " can be reached, the last one: " + last.getMessage(),
            last);
    failures.forEach(all::addSuppressed);
    throw all;
  }

  /** Puts a host behind the others, for the requests to come. */
  synchronized void avoid(Endpoint endpoint) {
    List<Endpoint> changed = new ArrayList<>(order);
    changed.remove(endpoint);
    changed.add(endpoint);
    order = List.copyOf(changed);
  }
}
