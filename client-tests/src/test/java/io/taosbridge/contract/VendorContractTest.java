package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.taosdata.jdbc.tmq.TaosConsumer;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.Row;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one client writes the other reads: ours, on each transport, and the vendor's driver. */
@Covers(Area.TYPES)
class VendorContractTest extends ContractTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Times in each precision, all else in one. */
  static Stream<Arguments> samples() {
    return Sample.all().stream()
        .flatMap(
            sample ->
                Arrays.stream(Precision.values())
                    .filter(
                        precision ->
                            precision == Precision.MILLISECONDS
                                || sample.type().equals("timestamp"))
                    .map(precision -> Arguments.of(sample, precision)));
  }

  private static long start(Precision precision) {
    return 1_767_225_600L * precision.unitsPerSecond();
  }

  private String createTable(Sample sample, Precision precision) {
    String table = target.unique("vendor");
    target
        .connect(precision)
        .execute("create table " + table + " (ts timestamp, v " + sample.type() + ")");
    return table;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsWhatTheVendorHasWritten(Sample sample, Precision precision) throws SQLException {
    // Given
    String table = createTable(sample, precision);
    String insert = "insert into " + table + " values (" + start(precision) + ", ";

    // When
    if (Vendor.binds(sample.columnType())) {
      target.vendor(precision).insert(insert + "?)", sample.columnType(), sample.value());
    } else {
      target.vendor(precision).execute(insert + sample.literal() + ")");
    }

    // Then
    assertThat(value(target.connect(precision), "select v from " + table))
        .isEqualTo(target.readable(sample.value()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void writesWhatTheVendorReads(Sample sample, Precision precision) throws SQLException {
    // Given
    Assumptions.assumeTrue(
        sample.hasLiteral() || target.transport() != Transport.REST, "SQL cannot say it");
    if (target.transport() != Transport.REST) {
      target.assumeBinds(sample.columnType());
    }
    String table = createTable(sample, precision);
    Connection connection = target.connect(precision);

    // When
    connection.executeMany(
        "insert into " + table + " values (?, ?)",
        List.of(Arrays.asList(start(precision), sample.value())));

    // Then
    assertThat(target.vendor(precision).value("select v from " + table, sample.columnType()))
        .isEqualTo(sample.value());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  @AvailableOn({WEBSOCKET, NATIVE})
  void consumesWhatTheVendorConsumes(Precision precision) throws SQLException {
    // Given
    List<String> types = target.bindable(Sample.types());
    List<ColumnType> columnTypes = types.stream().map(ColumnType::parse).toList();
    List<List<Object>> values = RandomValues.rows(types, 100);
    String table = target.unique("both");
    WideTable wide = new WideTable(target.connectWriter(precision), table, precision);
    wide.create(types);
    String topic = target.topic("as select * from " + target.database(precision) + "." + table);
    TmqConsumer ours =
        target.consumer(TmqOptions.ofGroup(topic + "_a").with("auto.offset.reset", "earliest"));
    ours.subscribe(List.of(topic));
    List<List<Object>> theirRows = new ArrayList<>();

    // When
    wide.insert(values);
    List<List<Object>> ourRows = new ArrayList<>();
    for (TableBlock block : new Subscriber(ours).blocks(values.size())) {
      for (int row = 0; row < block.block().rows(); row++) {
        List<Object> each = values(new Row(block.block(), row));
        ourRows.add(each.subList(1, each.size()));
      }
    }
    Vendor vendor = target.vendor(precision);
    try (TaosConsumer<Map<String, Object>> theirs = vendor.subscribe(topic, topic + "_b")) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                theirRows.addAll(vendor.poll(theirs, columnTypes));
                return theirRows.size() >= values.size();
              });
      theirs.unsubscribe();
    }

    // Then
    WideTable.assertRows(theirRows, ourRows);
    WideTable.assertRows(ourRows, values);
  }
}
