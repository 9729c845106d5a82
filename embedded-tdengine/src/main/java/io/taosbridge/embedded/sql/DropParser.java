package io.taosbridge.embedded.sql;

import java.util.ArrayList;
import java.util.List;

/** DROP. */
final class DropParser {

  private final Tokens tokens;

  DropParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Statement drop() {
    tokens.expect("drop");
    if (tokens.accept("database")) {
      boolean ifExists = tokens.acceptIfExists();
      String name = tokens.name();
      tokens.accept("force");
      return new Ddl.DropDatabase(name, ifExists);
    }
    if (tokens.accept("topic")) {
      boolean ifExists = tokens.acceptIfExists();
      boolean force = tokens.accept("force");
      return new Ddl.DropTopic(tokens.name(), ifExists, force);
    }
    if (tokens.accept("consumer", "group")) {
      return consumerGroup();
    }
    if (tokens.accept("user")) {
      boolean ifExists = tokens.acceptIfExists();
      return new Admin.DropUser(tokens.name(), ifExists);
    }
    if (tokens.accept("stable")) {
      boolean ifExists = tokens.acceptIfExists();
      return new Ddl.DropSuperTable(tokens.tableName(), ifExists);
    }
    tokens.expect("table");
    List<Ddl.DropSpec> tables = new ArrayList<>();
    do {
      boolean ifExists = tokens.acceptIfExists();
      tables.add(new Ddl.DropSpec(tokens.tableName(), ifExists));
    } while (tokens.accept(","));
    return new Ddl.DropTables(tables);
  }

  private Statement consumerGroup() {
    boolean ifExists = tokens.acceptIfExists();
    boolean force = tokens.accept("force");
    String group = tokens.name();
    tokens.expect("on");
    return new Ddl.DropConsumerGroup(group, tokens.name(), ifExists, force);
  }
}
