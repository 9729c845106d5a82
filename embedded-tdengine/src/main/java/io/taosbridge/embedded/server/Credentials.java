package io.taosbridge.embedded.server;

/** A user's name and password. */
public record Credentials(String user, String password) {

  @Override
  public String toString() {
    return user;
  }
}
