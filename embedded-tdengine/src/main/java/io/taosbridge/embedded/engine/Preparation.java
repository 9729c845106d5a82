package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.sql.Parser;
import io.taosbridge.embedded.sql.Select;
import io.taosbridge.embedded.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Tells what can be prepared from what cannot. */
final class Preparation {

  private static final int WORDS_OF_INSERT = 3;

  private Preparation() {}

  static Prepared prepare(Engine engine, Session session, String sql) {
    List<String> words = List.of(sql.strip().toLowerCase(Locale.ROOT).split("[\\s(]+"));
    boolean insert = words.get(0).equals("insert") && words.size() >= WORDS_OF_INSERT;
    if (!insert && !words.get(0).equals("select")) {
      throw EngineError.SYNTAX.saying("stmt only support 'SELECT' or 'INSERT'");
    }
    Statement statement = Engine.parse(sql);
    if (statement instanceof Insert parsed) {
      if (parsed.targets().size() != 1 || parsed.targets().get(0).lines().size() != 1) {
        throw EngineError.SYNTAX.saying("stmt only support one table and one row of values");
      }
      return new PreparedInsert(engine, session, parsed);
    }
    int parameters = Parser.countParameters(sql);
    if (parameters == 0) {
      throw EngineError.SYNTAX.saying("stmt only support select or insert");
    }
    return new PreparedQuery(engine, session, (Select) statement, parameters);
  }
}
