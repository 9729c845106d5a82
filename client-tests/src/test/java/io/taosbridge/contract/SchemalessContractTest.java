package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.client.error.TDengineException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in three protocols, for which tables and columns are made as needed. */
@Covers(Area.SCHEMALESS)
class SchemalessContractTest extends ContractTest {

  /** 2026-01-01T00:00:00Z. */
  private static final long SECONDS = 1_767_225_600L;

  private static final long MILLIS = SECONDS * 1000;

  private Connection connection;
  private String metric;

  @BeforeEach
  void connect() {
    connection = target.connect();
    metric = target.unique("sml");
  }

  private void assertStored(long told, long rows) {
    assertThat(told).isEqualTo(target.transport() == Transport.REST ? -1 : rows);
  }

  private long insert(SchemalessBatch batch) {
    return connection.insert(batch.withPrecision(SchemalessPrecision.MILLISECOND));
  }

  @Test
  void writesLinesOfEveryType() {
    // When
    long told =
        insert(
            SchemalessBatch.ofLines(
                List.of(
                    metric
                        + ",box=a,zone=é b=t,i8=-128i8,i16=-32768i16,i32=-1i32,i64=9i,u8=255u8,"
                        + "u16=65535u16,u32=4294967295u32,u64=18446744073709551615u64,"
                        + "f32=1.5f32,f64=2.5,s=\"it's \\\"x\\\"\",n=L\"数据😀\" "
                        + MILLIS)));

    // Then
    assertStored(told, 1);
    assertThat(
            rows(
                connection,
                "select _ts, b, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, s, n, box, `zone`"
                    + " from "
                    + metric))
        .containsExactly(
            List.of(
                MILLIS,
                true,
                (byte) -128,
                (short) -32768,
                -1,
                9L,
                (short) 255,
                65535,
                4294967295L,
                new BigInteger("18446744073709551615"),
                1.5f,
                2.5,
                "it's \"x\"",
                "数据😀",
                "a",
                "é"));
  }

  @Test
  void writesTelnetLines() {
    // When
    long told =
        insert(
            SchemalessBatch.ofTelnet(
                List.of(
                    metric + " " + SECONDS + " 1.5 box=a", metric + " " + MILLIS + " 2.5 box=b")));

    // Then
    assertStored(told, 2);
    assertThat(rows(connection, "select box, _value from " + metric + " order by box"))
        .containsExactly(List.of("a", 1.5), List.of("b", 2.5));
  }

  private String point(long seconds, String box) {
    return "{\"metric\":\""
        + metric
        + "\",\"timestamp\":"
        + seconds
        + ",\"value\":1.5,\"tags\":{\"box\":\""
        + box
        + "\"}}";
  }

  @Test
  void writesEveryPointOfSeveralJsonPayloads() {
    // When
    long told =
        insert(
            SchemalessBatch.ofJson(
                List.of(
                    point(SECONDS, "a"),
                    "[" + point(SECONDS, "b") + "," + point(SECONDS, "c") + "]")));

    // Then
    assertStored(told, 3);
    assertThat(rows(connection, "select box from " + metric + " order by box"))
        .containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void losesNoJsonTextThatFollowsAnother() {
    // When
    insert(
        SchemalessBatch.ofText(
            SchemalessProtocol.JSON, point(SECONDS, "a") + "\n" + point(SECONDS, "b")));

    // Then
    assertThat(value(connection, "select count(*) from " + metric)).isEqualTo(2L);
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR,490896",
    "MINUTE,29453760",
    "SECOND,1767225600",
    "MILLISECOND,1767225600000",
    "MICROSECOND,1767225600000000",
    "NANOSECOND,1767225600000000000"
  })
  void readsTimestampsInTheUnitThatIsSaid(SchemalessPrecision unit, long timestamp) {
    for (Precision precision : Precision.values()) {
      // Given
      Connection other = target.connect(precision);
      SchemalessBatch batch =
          SchemalessBatch.ofLines(List.of(metric + ",t=x v=1i " + timestamp)).withPrecision(unit);

      // When
      other.insert(batch);

      // Then
      assertThat(value(other, "select _ts from " + metric))
          .isEqualTo(SECONDS * precision.unitsPerSecond());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SchemalessProtocol.class,
      names = {"LINE", "TELNET"})
  void passesOverBlankLines(SchemalessProtocol protocol) {
    // Given
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(
          protocol == SchemalessProtocol.LINE
              ? metric + ",t=x v=1 " + (MILLIS + i)
              : metric + " " + (MILLIS + i) + " 1 t=x");
      lines.add("");
    }

    // When
    insert(SchemalessBatch.ofText(protocol, String.join("\n", lines)));
    insert(
        protocol == SchemalessProtocol.LINE
            ? SchemalessBatch.ofLines(lines)
            : SchemalessBatch.ofTelnet(lines));

    // Then
    assertThat(value(connection, "select count(*) from " + metric)).isEqualTo(3L);
  }

  @Test
  void namesTheChildTableByATag() {
    // Given
    String child = target.unique("named");

    // When
    insert(
        SchemalessBatch.ofLines(List.of(metric + ",box=a,name=" + child + " v=1 " + MILLIS))
            .withTableNameKey("name"));

    // Then
    assertThat(rows(connection, "select tbname, box from " + metric))
        .containsExactly(List.of(child, "a"));
  }

  @Test
  void givesChildTablesATimeToLive() {
    // When
    insert(SchemalessBatch.ofLines(List.of(metric + ",t=x v=1 " + MILLIS)).withTtlDays(7));

    // Then
    assertThat(
            value(
                connection,
                "select `ttl` from information_schema.ins_tables where stable_name = '"
                    + metric
                    + "' and db_name = '"
                    + target.database(Precision.MILLISECONDS)
                    + "'"))
        .isEqualTo(7);
  }

  @Test
  void addsColumnsAndWidensThem() {
    // When
    insert(SchemalessBatch.ofLines(List.of(metric + ",t=x s=\"a\" " + MILLIS)));
    insert(
        SchemalessBatch.ofLines(
            List.of(metric + ",t=x s=\"" + "b".repeat(100) + "\",v=1i " + (MILLIS + 1))));

    // Then
    assertThat(rows(connection, "select s, v from " + metric + " order by _ts"))
        .containsExactly(Arrays.asList("a", null), List.of("b".repeat(100), 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {",t=x v=300i8 1767225600000", ",t=x v=abc 1767225600000", " "})
  void refusesABatchWithABadLineAsAWhole(String bad) {
    // Given
    SchemalessBatch batch =
        SchemalessBatch.ofLines(List.of(metric + ",t=x v=1 " + MILLIS, metric + bad + "garbage"))
            .withRequestId(4711);

    // When
    SchemalessException e = catchThrowableOfType(SchemalessException.class, () -> insert(batch));

    // Then
    assertThat(e.action()).isEqualTo(ErrorAction.BAD_RECORD);
    assertThat(e.code()).isNotZero();
    assertThat(e.requestId()).isEqualTo(4711);
    assertThatThrownBy(() -> connection.query("select * from " + metric))
        .isInstanceOf(TDengineException.class);
    assertStored(insert(SchemalessBatch.ofLines(List.of(metric + ",t=x v=1 " + MILLIS))), 1);
  }

  @Test
  void refusesAnotherTypeForAColumn() {
    // Given
    insert(SchemalessBatch.ofLines(List.of(metric + ",t=x v=1i " + MILLIS)));

    // When, Then
    assertThatThrownBy(
            () -> insert(SchemalessBatch.ofLines(List.of(metric + ",t=x v=\"text\" " + MILLIS))))
        .isInstanceOf(SchemalessException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x3002));
  }

  @Test
  void asksForADatabase() {
    // Given
    Connection without = target.connect(target.options(Map.of()));

    // When, Then
    assertThatThrownBy(
            () -> without.insert(SchemalessBatch.ofLines(List.of(metric + ",t=x v=1 1"))))
        .isInstanceOfAny(SchemalessException.class, InterfaceException.class)
        .hasMessageContaining("database");
  }

  @Test
  void namesTheChildTableByItsTags() {
    // When
    insert(
        SchemalessBatch.ofLines(
            List.of(
                "readings,name=truck_2,driver=Derek,model=F-150,device_version=v1.5 v=1 "
                    + MILLIS)));

    // Then
    assertThat(value(connection, "select tbname from readings"))
        .isEqualTo("t_b7d815c9222ca64cdf2614c61de8f211");
  }

  @ParameterizedTest
  @EnumSource(SchemalessProtocol.class)
  void refusesAnEmptyTextBeforeSending(SchemalessProtocol protocol) {
    assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofText(protocol, " \n ")))
        .isInstanceOf(InterfaceException.class);
  }

  @Test
  void refusesAnItemThatIsNoLineBeforeSending() {
    assertThatThrownBy(
            () -> connection.insert(SchemalessBatch.ofLines(List.of("a v=1 1\nb v=1 1"))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("newline");
    assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofJson(List.of("\"text\""))))
        .isInstanceOf(InterfaceException.class);
  }
}
