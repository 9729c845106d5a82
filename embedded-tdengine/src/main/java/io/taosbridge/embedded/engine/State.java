package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Catalog;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** All that a server holds. Guarded by the engine's lock. */
final class State {

  private final String version;
  private final Catalog catalog = new Catalog();
  private final Users users = new Users();
  private final Map<String, Topic> topics = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Set<Session> sessions = new LinkedHashSet<>();
  private Subscriptions subscriptions = Subscriptions.NONE;

  State(String version) {
    this.version = version;
  }

  /** What the server says it is. */
  String version() {
    return version;
  }

  Catalog catalog() {
    return catalog;
  }

  Users users() {
    return users;
  }

  /** By name, in the order of their creation. One can be looked up without the engine's lock. */
  Map<String, Topic> topics() {
    return topics;
  }

  Set<Session> sessions() {
    return sessions;
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  void subscriptions(Subscriptions hook) {
    subscriptions = hook;
  }
}
