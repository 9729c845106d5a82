package io.taosbridge.embedded.sql;

/** A statement about users, or one that a server in memory has nothing to do for. */
public sealed interface Admin extends Statement {

  /** CREATE USER. */
  record CreateUser(String name, String password) implements Admin {
    @Override
    public String toString() {
      return "CreateUser[name=" + name + "]";
    }
  }

  /** ALTER USER; {@code password} is null if something else changes. */
  record AlterUser(String name, String password) implements Admin {
    @Override
    public String toString() {
      return "AlterUser[name=" + name + "]";
    }
  }

  /** DROP USER. */
  record DropUser(String name, boolean ifExists) implements Admin {}

  /** KILL QUERY, KILL CONNECTION, ... */
  record Kill(String kind, String id) implements Admin {}

  /** SPLIT VGROUP, which a server without the licence accepts and ignores. */
  record SplitVgroup(int id) implements Admin {}

  /** FLUSH DATABASE, GRANT and the like. */
  record Accepted() implements Admin {}
}
