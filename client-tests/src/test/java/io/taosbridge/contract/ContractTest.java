package io.taosbridge.contract;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Cases that every transport has to pass, or to refuse by the rule of {@link AvailableOn}. */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(Targets.class)
@ExtendWith(CaseCounter.class)
@Timeout(120)
abstract class ContractTest {

  @Parameter Target target;

  @AfterEach
  final void closeOpened() throws Exception {
    target.closeOpened();
  }

  @AfterParameterizedClassInvocation
  static void closeTarget(Target target) throws SQLException {
    target.close();
  }

  /** All rows of a query, each as its values. */
  static List<List<Object>> rows(Connection connection, String sql) {
    try (QueryResult result = connection.query(sql)) {
      return rows(result);
    }
  }

  static List<List<Object>> rows(QueryResult result) {
    return result.fetchAll().stream().map(ContractTest::values).toList();
  }

  static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(row.get(i));
    }
    return values;
  }

  /** The only value of a query. */
  static Object value(Connection connection, String sql) {
    List<List<Object>> rows = rows(connection, sql);
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new AssertionError("not one value: " + rows);
    }
    return rows.get(0).get(0);
  }
}
