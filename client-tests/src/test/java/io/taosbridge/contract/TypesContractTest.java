package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, with its extremes and with NULL, in each place where a value can stand. */
@Covers(Area.TYPES)
class TypesContractTest extends ContractTest {

  static Stream<Arguments> literals() {
    return inEachPrecision(Sample.all().stream().filter(Sample::hasLiteral).toList());
  }

  static Stream<Arguments> samples() {
    return inEachPrecision(Sample.all());
  }

  static Stream<Arguments> tags() {
    return inEachPrecision(
        Sample.all().stream().filter(sample -> sample.hasLiteral() && sample.canBeTag()).toList());
  }

  private static Stream<Arguments> inEachPrecision(List<Sample> samples) {
    return samples.stream()
        .flatMap(
            sample ->
                Arrays.stream(Precision.values())
                    .map(precision -> Arguments.of(sample, precision)));
  }

  private static long start(Precision precision) {
    return 1_767_225_600L * precision.unitsPerSecond();
  }

  /** Looks at the only value of a query, and at the type of its field. */
  private void assertReads(Sample sample, Connection connection, String sql) {
    try (QueryResult result = connection.query(sql)) {
      assertThat(result.fields().get(0).type()).isEqualTo(sample.columnType());
      List<Row> rows = result.fetchAll();
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).isNull(0)).isEqualTo(target.readable(sample.value()) == null);
      assertThat(rows.get(0).get(0)).isEqualTo(target.readable(sample.value()));
    }
  }

  @ParameterizedTest
  @MethodSource("literals")
  void readsBackALiteral(Sample sample, Precision precision) {
    // Given
    Connection connection = target.connect(precision);
    String table = target.unique("lit");
    connection.execute("create table " + table + " (ts timestamp, v " + sample.type() + ")");

    // When
    connection.execute(
        "insert into " + table + " values (" + start(precision) + "," + sample.literal() + ")");

    // Then
    assertReads(sample, connection, "select v from " + table);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackABoundValue(Sample sample, Precision precision) {
    // Given
    target.assumeBinds(sample.columnType());
    String table = target.unique("bound");
    Connection writer = target.connectWriter(precision);
    writer.execute("create table " + table + " (ts timestamp, v " + sample.type() + ")");

    // When
    try (Statement statement = writer.prepare("insert into " + table + " values (?, ?)")) {
      BindBatch batch = statement.newBatch();
      TableBinding rows = batch.table(null);
      rows.column(0).append(start(precision));
      rows.column(1).append(sample.value());
      assertThat(statement.execute(batch)).isEqualTo(1);
    }

    // Then
    assertReads(sample, target.connect(precision), "select v from " + table);
  }

  @ParameterizedTest
  @MethodSource("tags")
  void readsBackATag(Sample sample, Precision precision) {
    // Given
    Connection connection = target.connect(precision);
    String stable = target.unique("tagged");
    connection.execute(
        "create stable " + stable + " (ts timestamp, v int) tags (g " + sample.type() + ")");

    // When
    connection.execute(
        "insert into "
            + stable
            + "_c using "
            + stable
            + " tags ("
            + sample.literal()
            + ") values ("
            + start(precision)
            + ", 1)");

    // Then
    assertReads(sample, connection, "select g from " + stable);
  }

  static Stream<String> jsonTags() {
    return Stream.of(
        "{\"k\":1}",
        "{\"a\":\"é 数据 😀\",\"b\":true,\"c\":null,\"d\":-1.5}",
        "{\"quote\":\"a\\\"b\",\"slash\":\"a\\\\b\"}");
  }

  @ParameterizedTest
  @MethodSource("jsonTags")
  void readsBackAJsonTag(String json) {
    // Given
    Connection connection = target.connect();
    String stable = target.unique("json");
    connection.execute("create stable " + stable + " (ts timestamp, v int) tags (j json)");

    // When
    connection.execute(
        "insert into "
            + stable
            + "_c using "
            + stable
            + " tags ("
            + Sample.quoted(json)
            + ") values ("
            + start(Precision.MILLISECONDS)
            + ", 1)");

    // Then
    assertThat(value(connection, "select j from " + stable)).isEqualTo(json);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void readsTimesOfAnyYear(Precision precision) {
    // Given
    Connection connection = target.connect(precision);
    String table = target.unique("times");
    connection.execute("create table " + table + " (ts timestamp, v int)");
    long second = precision.unitsPerSecond();
    List<Long> times =
        List.of(-second - 1, -1L, 0L, 1L, start(precision) + 1, 4_000_000_000L * second);

    // When
    for (long time : times) {
      connection.execute("insert into " + table + " values (" + time + ", 1)");
    }

    // Then
    assertThat(rows(connection, "select ts from " + table + " order by ts"))
        .extracting(row -> row.get(0))
        .isEqualTo(times);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  @AvailableOn({WEBSOCKET, NATIVE})
  void consumesEveryValue(Precision precision) {
    // Given
    String table = target.unique("consumed");
    List<String> types = target.bindable(Sample.types());
    List<List<Object>> written = onePerRow(types);
    WideTable wide = new WideTable(target.connectWriter(precision), table, precision);
    wide.create(types);
    String topic = target.topic("as select * from " + target.database(precision) + "." + table);
    TmqConsumer consumer =
        target.consumer(TmqOptions.ofGroup(topic).with("auto.offset.reset", "earliest"));
    consumer.subscribe(List.of(topic));

    // When
    wide.insert(written);
    List<TableBlock> blocks = new Subscriber(consumer).blocks(written.size());

    // Then
    List<List<Object>> consumed = new ArrayList<>();
    for (TableBlock block : blocks) {
      assertThat(block.precision()).isEqualTo(precision);
      for (int row = 0; row < block.block().rows(); row++) {
        List<Object> values = values(new Row(block.block(), row));
        consumed.add(values.subList(1, values.size()));
      }
    }
    WideTable.assertRows(consumed, written);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void readsGeneratedRows(Precision precision) {
    // Given
    String table = target.unique("generated");
    List<String> types = target.bindable(Sample.types());
    List<List<Object>> written = RandomValues.rows(types, 200);
    WideTable wide = new WideTable(target.connectWriter(precision), table, precision);
    wide.create(types);

    // When
    wide.insert(written);

    // Then
    List<List<Object>> read = new ArrayList<>();
    rows(target.connect(precision), "select * from " + table + " order by ts")
        .forEach(row -> read.add(row.subList(1, row.size())));
    WideTable.assertRows(
        read, written.stream().map(row -> row.stream().map(target::readable).toList()).toList());
  }

  /** A row for each sample of the types, with NULL in every other column. */
  private static List<List<Object>> onePerRow(List<String> types) {
    List<List<Object>> rows = new ArrayList<>();
    for (String sampled : types) {
      for (Sample sample : Sample.all()) {
        if (sample.type().equals(sampled)) {
          List<Object> row = new ArrayList<>();
          types.forEach(type -> row.add(type.equals(sampled) ? sample.value() : null));
          rows.add(row);
        }
      }
    }
    return rows;
  }
}
