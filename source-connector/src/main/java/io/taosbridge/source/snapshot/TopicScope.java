package io.taosbridge.source.snapshot;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.connect.Sql;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rows of its supertable or database a topic has, as only its statement tells.
 *
 * @param hasRows false of a topic on metadata alone
 * @param condition on the tables of the supertable; empty if all are in the topic
 */
record TopicScope(boolean hasRows, String condition) {

  private static final String NAME = "(?:`[^`]+`|\\w+)";

  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*create\\s+topic\\s+(?:if\\s+not\\s+exists\\s+)?"
              + NAME
              + "\\s+(?:(?<meta>with|only)\\s+meta\\s+)?as\\s+(?:stable|database)\\s+(?:"
              + NAME
              + "\\s*\\.\\s*)?"
              + NAME
              + "(?:\\s*where\\b(?<condition>.*?))?\\s*;?\\s*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static TopicScope read(Connection connection, String topic) {
    String sql =
        "SELECT `sql` FROM information_schema.ins_topics WHERE topic_name = " + Sql.literal(topic);
    try (QueryResult result = connection.query(sql)) {
      return result.fetchOne().map(row -> of(row.getString(0))).orElse(new TopicScope(true, ""));
    }
  }

  static TopicScope of(String statement) {
    Matcher matcher = STATEMENT.matcher(statement);
    if (!matcher.matches()) {
      return new TopicScope(true, "");
    }
    String condition = matcher.group("condition");
    return new TopicScope(
        !"only".equalsIgnoreCase(matcher.group("meta")),
        condition == null ? "" : condition.strip());
  }
}
