package io.taosbridge.transport.rest;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.transport.rest.SqlScanner.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * An INSERT with {@code ?} for values, taken apart so that many rows fit into one statement: {@code
 * INSERT INTO head (values) (values) head (values)}, where the head is all from the table's name to
 * {@code VALUES}.
 *
 * @param table the table that the columns belong to, as SQL; empty if a {@code ?} names it
 * @param columnNames the columns in front of {@code VALUES}, as SQL; empty if there are none
 * @param tagNames the tags in front of {@code TAGS}, as SQL; empty if there are none
 * @param head the SQL around the {@code ?} of the head: one part more than there are of them
 * @param group the same for the group of values
 * @param slots what each {@code ?} stands for, in their order
 */
record InsertTemplate(
    String table,
    List<String> columnNames,
    List<String> tagNames,
    List<String> head,
    List<String> group,
    List<Slot> slots) {

  /** What a {@code ?} stands for. */
  enum Role {
    TABLE,
    TAG,
    COLUMN
  }

  /**
   * One {@code ?}.
   *
   * @param index which value of its group it is
   */
  record Slot(Role role, int index) {}

  /**
   * @throws InterfaceException if this is not an INSERT of one group of values
   */
  static InsertTemplate parse(String sql) {
    return new Parser(sql).parse();
  }

  private static final class Parser {

    private final String sql;
    private final List<Token> tokens;
    private final List<Slot> slots = new ArrayList<>();
    private int next;

    Parser(String sql) {
      this.sql = sql;
      this.tokens = SqlScanner.scan(sql);
    }

    InsertTemplate parse() {
      word("INSERT");
      word("INTO");
      int start = next;
      String table = name();
      List<String> columnNames = is("(") ? names() : List.of();
      List<String> tagNames = List.of();
      if (isWord("USING")) {
        next++;
        table = name();
        tagNames = is("(") ? names() : List.of();
        word("TAGS");
        values(Role.TAG);
        columnNames = is("(") ? names() : columnNames;
      }
      word("VALUES");
      int group = next;
      int headSlots = slots.size();
      values(Role.COLUMN);
      int end = next;
      if (is(";")) {
        next++;
      }
      if (next < tokens.size()) {
        throw refused("one group of values, and nothing behind it");
      }
      if (slots.isEmpty()) {
        throw refused("a ? for each value");
      }
      List<String> head = parts(start, group);
      if (head.size() != headSlots + 1) {
        throw refused("? for values, tags and the name of the table alone");
      }
      return new InsertTemplate(
          table, columnNames, tagNames, head, parts(group, end), List.copyOf(slots));
    }

    /** A table's name, maybe with its database; empty for a question mark. */
    private String name() {
      int start = next;
      if (is("?")) {
        next++;
        slots.add(new Slot(Role.TABLE, 0));
        return "";
      }
      next++;
      if (is(".")) {
        next += 2;
      }
      return text(start, next);
    }

    private List<String> names() {
      List<String> names = new ArrayList<>();
      for (next++; next < tokens.size() && !is(")"); next++) {
        if (!is(",")) {
          names.add(token().text());
        }
      }
      next++;
      return List.copyOf(names);
    }

    private void values(Role role) {
      if (!is("(")) {
        throw refused("values in parentheses");
      }
      int index = 0;
      int depth = 0;
      do {
        if (next == tokens.size()) {
          throw refused("a closing parenthesis");
        }
        switch (token().text()) {
          case "(" -> depth++;
          case ")" -> depth--;
          case "," -> index += depth == 1 ? 1 : 0;
          case "?" -> slots.add(new Slot(role, index));
          default -> {}
        }
        next++;
      } while (depth > 0);
    }

    /** The SQL from one token to another, cut at the question marks. */
    private List<String> parts(int from, int to) {
      List<String> parts = new ArrayList<>();
      int start = tokens.get(from).start();
      for (int i = from; i < to; i++) {
        if (tokens.get(i).text().equals("?")) {
          parts.add(sql.substring(start, tokens.get(i).start()));
          start = tokens.get(i).end();
        }
      }
      parts.add(sql.substring(start, tokens.get(to - 1).end()));
      return List.copyOf(parts);
    }

    private String text(int from, int to) {
      if (to > tokens.size()) {
        throw refused("the name of a table");
      }
      return sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    private void word(String word) {
      if (!isWord(word)) {
        throw refused(word);
      }
      next++;
    }

    private boolean isWord(String word) {
      return next < tokens.size() && token().text().equalsIgnoreCase(word);
    }

    private boolean is(String mark) {
      return next < tokens.size() && token().text().equals(mark);
    }

    private Token token() {
      return tokens.get(next);
    }

    private InterfaceException refused(String expected) {
      return Errors.invalid(
          "only an INSERT INTO ... VALUES (?, ...) runs with many rows of values; expected "
              + expected
              + (next < tokens.size() ? " before " + token().text() : " at the end")
              + ": "
              + sql);
    }
  }
}
