package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.sql.Ddl.ColumnSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CREATE. */
final class CreateParser {

  private final Tokens tokens;
  private final InsertParser inserts;

  CreateParser(Tokens tokens) {
    this.tokens = tokens;
    this.inserts = new InsertParser(tokens);
  }

  Statement create() {
    tokens.expect("create");
    if (tokens.accept("database")) {
      boolean ifNotExists = tokens.acceptIfNotExists();
      return new Ddl.CreateDatabase(tokens.name(), ifNotExists, options());
    }
    if (tokens.accept("topic")) {
      return topic();
    }
    if (tokens.accept("user")) {
      return user();
    }
    if (tokens.accept("stable")) {
      boolean ifNotExists = tokens.acceptIfNotExists();
      TableName name = tokens.tableName();
      List<ColumnSpec> columns = columns();
      tokens.expect("tags");
      return new Ddl.CreateSuperTable(name, ifNotExists, columns, columns(), options());
    }
    tokens.expect("table");
    return table();
  }

  private Statement table() {
    boolean ifNotExists = tokens.acceptIfNotExists();
    TableName name = tokens.tableName();
    if (tokens.peek().is("using")) {
      return children(name, ifNotExists);
    }
    List<ColumnSpec> columns = columns();
    if (tokens.accept("tags")) {
      return new Ddl.CreateSuperTable(name, ifNotExists, columns, columns(), options());
    }
    return new Ddl.CreateNormalTable(name, ifNotExists, columns, options());
  }

  private Statement children(TableName firstName, boolean firstIfNotExists) {
    List<Ddl.ChildSpec> children = new ArrayList<>();
    children.add(child(firstName, firstIfNotExists));
    while (!tokens.atEnd()) {
      boolean ifNotExists = tokens.acceptIfNotExists();
      children.add(child(tokens.tableName(), ifNotExists));
    }
    return new Ddl.CreateChildTables(tokens.sql(), children);
  }

  private Ddl.ChildSpec child(TableName name, boolean ifNotExists) {
    tokens.expect("using");
    TableName superTable = tokens.tableName();
    List<String> tags = tokens.peek().is("(") ? inserts.names() : List.of();
    tokens.expect("tags");
    List<Insert.Value> values = inserts.line().values();
    Map<String, String> options = new HashMap<>();
    while (tokens.peek().is("ttl") || tokens.peek().is("comment")) {
      options.put(tokens.name(), tokens.take().text());
    }
    return new Ddl.ChildSpec(name, ifNotExists, superTable, tags, values, options);
  }

  private List<ColumnSpec> columns() {
    tokens.expect("(");
    List<ColumnSpec> columns = new ArrayList<>();
    do {
      columns.add(column());
    } while (tokens.accept(","));
    tokens.expect(")");
    return columns;
  }

  ColumnSpec column() {
    String name = tokens.name();
    ColumnType type = new TypeParser(tokens).type();
    boolean primaryKey = false;
    while (tokens.peek().isName()) {
      if (tokens.accept("primary", "key") || tokens.accept("composite", "key")) {
        primaryKey = true;
      } else {
        tokens.name();
        tokens.take();
      }
    }
    return new ColumnSpec(name, type, primaryKey);
  }

  /** Options of a database or table: each a name, and a value or a list in parentheses. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    while (!tokens.atEnd()) {
      String name = tokens.name();
      tokens.accept("=");
      StringBuilder value = new StringBuilder();
      if (tokens.accept("(")) {
        while (!tokens.accept(")")) {
          value.append(tokens.take().text());
        }
      } else {
        value.append(optionValue());
        while (tokens.accept(",")) {
          value.append(',').append(optionValue());
        }
      }
      options.put(name, value.toString());
    }
    return options;
  }

  private String optionValue() {
    return tokens.accept("-") ? "-" + tokens.take().text() : tokens.take().text();
  }

  private Statement topic() {
    boolean ifNotExists = tokens.acceptIfNotExists();
    String name = tokens.name();
    Ddl.Meta meta = Ddl.Meta.WITHOUT;
    if (tokens.accept("with", "meta")) {
      meta = Ddl.Meta.WITH;
    } else if (tokens.accept("only", "meta")) {
      meta = Ddl.Meta.ONLY;
    }
    tokens.expect("as");
    return new Ddl.CreateTopic(tokens.sql(), name, ifNotExists, meta, topicSource());
  }

  private Ddl.TopicSource topicSource() {
    if (tokens.accept("database")) {
      return new Ddl.OfDatabase(tokens.name());
    }
    if (tokens.accept("stable")) {
      TableName superTable = tokens.tableName();
      Expr where = tokens.accept("where") ? new ExpressionParser(tokens).expression() : null;
      return new Ddl.OfSuperTable(superTable, where);
    }
    return new Ddl.OfQuery(new SelectParser(tokens).select());
  }

  private Statement user() {
    String name = tokens.name();
    tokens.expect("pass");
    String password = tokens.string();
    options();
    return new Admin.CreateUser(name, password);
  }
}
