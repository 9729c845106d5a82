package io.taosbridge.sinkmatrix;

import static io.taosbridge.client.error.ErrorAction.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.contract.Sample;
import io.taosbridge.sink.TDengineSinkConnector;
import io.taosbridge.sinkmatrix.Format.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A format, a way to write and a precision, with a table for every type: all are written by one
 * task in one delivery, and looked at one by one.
 */
final class Combination {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Format format;
  private final Way way;
  private final String database;
  private final Connection reader;
  private final Map<TypeCase, Table> tables = new LinkedHashMap<>();
  private Map<String, List<String>> reasons;
  private Throwable failure;

  /**
   * @param prefix of the names of the tables
   * @param reader a connection to read with
   */
  Combination(
      Format format,
      Way way,
      Precision precision,
      String prefix,
      String database,
      Connection reader) {
    this.format = format;
    this.way = way;
    this.database = database;
    this.reader = reader;
    for (TypeCase type : TypeCase.all()) {
      Fate fate = format.fate(type, way);
      if (fate != Fate.NO_FORM) {
        List<Sample> samples =
            type.samples().stream()
                .filter(sample -> format.has(sample, way))
                .filter(sample -> sample.value() != null || fate == Fate.WRITTEN)
                .toList();
        String name = prefix + "_" + type.title().replaceAll("\\W+", "_");
        tables.put(type, new Table(name.toLowerCase(Locale.ROOT), type.with(samples), precision));
      }
    }
  }

  /** The types of which this format has values, or something that is like them. */
  List<TypeCase> types() {
    return List.copyOf(tables.keySet());
  }

  Format format() {
    return format;
  }

  Way way() {
    return way;
  }

  int rows(TypeCase type) {
    return tables.get(type).type().samples().size();
  }

  boolean isRefused(TypeCase type) {
    return format.fate(type, way) == Fate.REFUSED;
  }

  /**
   * Looks at the table of a type, after everything is written.
   *
   * @param url where to write
   */
  void check(TypeCase type, String url) {
    write(url);
    Table table = tables.get(type);
    List<String> refused = reasons.getOrDefault(table.name(), List.of());
    if (isRefused(type)) {
      assertThat(refused)
          .hasSize(table.type().samples().size())
          .allSatisfy(why -> assertThat(why).contains(format.refusal(type, way)));
      assertThat(stored(table)).isEmpty();
      return;
    }
    assertThat(refused).isEmpty();
    // A server may find its own knowledge of a changed table old, and says so.
    List<Stored> stored =
        await()
            .pollDelay(Duration.ZERO)
            .atMost(PATIENCE)
            .ignoreExceptionsMatching(
                e -> e instanceof TDengineException failure && failure.action() == REFRESH)
            .until(() -> stored(table), rows -> true);
    assertThat(stored)
        .isEqualTo(table.type().rows().mapToObj(row -> format.expected(table, row)).toList());
  }

  private void write(String url) {
    if (reasons == null && failure == null) {
      try {
        prepare();
        Map<String, String> settings = settings(url);
        assertValid(settings);
        // Apart, for the server takes a text as a whole or not at all.
        Map<String, List<String>> all = new HashMap<>(deliver(settings, Fate.WRITTEN));
        all.putAll(deliver(settings, Fate.REFUSED));
        reasons = all;
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new AssertionError("the task cannot write: " + failure.getMessage(), failure);
    }
  }

  private Map<String, List<String>> deliver(Map<String, String> settings, Fate fate) {
    SinkRun run = new SinkRun();
    tables.values().stream()
        .filter(table -> format.fate(table.type(), way) == fate)
        .forEach(
            table ->
                table
                    .type()
                    .rows()
                    .forEach(row -> run.add(table.name(), format.value(table, row))));
    return run.isEmpty() ? Map.of() : run.write(settings);
  }

  /** What text cannot say can only meet a column that somebody else has made. */
  private void prepare() {
    if (!format.isText()) {
      return;
    }
    tables.values().stream()
        .filter(table -> format.fate(table.type(), way) == Fate.REFUSED)
        .forEach(
            table ->
                reader.execute(
                    String.format(
                        "create stable `%s`.`%s` (_ts timestamp, `%s` %s) tags (g nchar(16))",
                        database,
                        table.name(),
                        format.columns().get(1),
                        table.type().type().toSql())));
  }

  private Map<String, String> settings(String url) {
    Map<String, String> options = new HashMap<>();
    options.put("connection.url", url);
    options.put(
        "topics", tables.values().stream().map(Table::name).collect(Collectors.joining(",")));
    options.put("database", database);
    options.put("stable", "${topic}");
    if (!format.isText()) {
      // The tag may be NULL, which names no table.
      options.put("table", "${topic}_${offset}");
    }
    options.put("write.method", way.method().symbol());
    options.putAll(format.options(tables.values().iterator().next().precision(), tables.values()));
    return options;
  }

  /** A busy machine may need longer than validation waits. */
  private static void assertValid(Map<String, String> settings) {
    List<String> errors =
        await()
            .pollDelay(Duration.ZERO)
            .atMost(PATIENCE)
            .until(
                () ->
                    new TDengineSinkConnector()
                        .validate(settings).configValues().stream()
                            .flatMap(value -> value.errorMessages().stream())
                            .toList(),
                found -> !found.toString().contains("did not answer"));
    assertThat(errors).isEmpty();
  }

  private List<Stored> stored(Table table) {
    List<String> columns = format.columns();
    List<Stored> rows = new ArrayList<>();
    String sql =
        String.format(
            "select `%s`, `%s`, `%s` from `%s`.`%s` order by `%s`",
            columns.get(0), columns.get(1), columns.get(2), database, table.name(), columns.get(0));
    if (!exists(table)) {
      return List.of();
    }
    try (QueryResult result = reader.query(sql)) {
      for (Row row : result) {
        rows.add(new Stored(row.get(0), row.get(1), row.get(2)));
      }
    }
    return rows;
  }

  private boolean exists(Table table) {
    String sql =
        String.format(
            "select stable_name from information_schema.ins_stables"
                + " where db_name = '%s' and stable_name = '%s'",
            database, table.name());
    try (QueryResult result = reader.query(sql)) {
      return result.iterator().hasNext();
    }
  }
}
