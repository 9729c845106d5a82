package io.taosbridge.embedded.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who may log in. Guarded by the engine's lock. */
final class Users {

  static final String ROOT = "root";
  private static final int MAX_NAME_LENGTH = 23;

  private final Map<String, User> users = new LinkedHashMap<>();

  Users() {
    users.put(ROOT, new User(ROOT, "taosdata", System.currentTimeMillis()));
  }

  /**
   * @param createdAt milliseconds since the epoch
   */
  record User(String name, String password, long createdAt) {
    @Override
    public String toString() {
      return "User[name=" + name + "]";
    }
  }

  /**
   * @throws EngineException if the two do not fit
   */
  void check(String name, String password) {
    if (name == null || name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw EngineError.INVALID_USER_NAME.exception();
    }
    if (password == null || password.isEmpty()) {
      throw EngineError.INVALID_PASSWORD_LENGTH.exception();
    }
    if (!get(name).password().equals(password)) {
      throw EngineError.AUTHENTICATION.exception();
    }
  }

  String passwordOf(String name) {
    return get(name).password();
  }

  void create(String name, String password) {
    if (users.containsKey(name)) {
      throw EngineError.USER_EXISTS.exception();
    }
    users.put(name, new User(name, password, System.currentTimeMillis()));
  }

  void changePassword(String name, String password) {
    users.put(name, new User(name, password, get(name).createdAt()));
  }

  void drop(String name, boolean ifExists) {
    if (!ifExists) {
      get(name);
    }
    users.remove(name);
  }

  void checkExists(String name) {
    get(name);
  }

  Collection<User> all() {
    return Collections.unmodifiableCollection(users.values());
  }

  private User get(String name) {
    User user = users.get(name);
    if (user == null) {
      throw EngineError.INVALID_USER.exception();
    }
    return user;
  }
}
