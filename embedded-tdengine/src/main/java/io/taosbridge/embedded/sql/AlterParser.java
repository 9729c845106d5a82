package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** ALTER. */
final class AlterParser {

  private final Tokens tokens;
  private final CreateParser creates;

  AlterParser(Tokens tokens) {
    this.tokens = tokens;
    this.creates = new CreateParser(tokens);
  }

  Statement alter() {
    tokens.expect("alter");
    if (tokens.accept("database")) {
      return new Ddl.AlterDatabase(tokens.name(), creates.options());
    }
    if (tokens.accept("user")) {
      return user();
    }
    if (tokens.accept("table") || tokens.accept("stable")) {
      TableName name = tokens.tableName();
      return new Ddl.AlterTable(tokens.sql(), name, change());
    }
    if (tokens.peek().is("all") || tokens.peek().is("local") || tokens.peek().is("dnode")) {
      return Parser.accepted(tokens);
    }
    throw tokens.unexpected();
  }

  private Statement user() {
    String name = tokens.name();
    if (tokens.accept("pass")) {
      return new Admin.AlterUser(name, tokens.string());
    }
    creates.options();
    return new Admin.AlterUser(name, null);
  }

  private Ddl.Change change() {
    if (tokens.accept("add")) {
      return new Ddl.Add(isTag(), creates.column());
    }
    if (tokens.accept("drop")) {
      boolean tag = isTag();
      return new Ddl.Drop(tag, tokens.name());
    }
    if (tokens.accept("modify")) {
      boolean tag = isTag();
      String name = tokens.name();
      ColumnType type = new TypeParser(tokens).type();
      return new Ddl.Modify(tag, name, type);
    }
    if (tokens.accept("rename")) {
      boolean tag = isTag();
      String name = tokens.name();
      return new Ddl.Rename(tag, name, tokens.name());
    }
    if (tokens.accept("set", "tag")) {
      return setTags();
    }
    if (tokens.peek().kind() != Kind.NAME) {
      throw tokens.unexpected();
    }
    return new Ddl.Option(tokens.name(), tokens.take().text());
  }

  private boolean isTag() {
    if (tokens.accept("tag")) {
      return true;
    }
    tokens.expect("column");
    return false;
  }

  private Ddl.Change setTags() {
    List<String> names = new ArrayList<>();
    List<Insert.Value> values = new ArrayList<>();
    InsertParser inserts = new InsertParser(tokens);
    do {
      names.add(tokens.name());
      tokens.expect("=");
      values.add(inserts.value());
    } while (tokens.accept(","));
    return new Ddl.SetTags(names, values);
  }
}
