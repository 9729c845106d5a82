package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.client.error.TDengineException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that makes its own tables. */
@Covers(Area.SCHEMALESS)
class SchemalessContractTest extends ContractTest {

  private static final long NANOS = 1_767_225_600_123_456_789L;
  private static final long MILLIS = 1_767_225_600_123L;

  private Connection connection;
  private String stable;

  @BeforeEach
  void connect() {
    connection = target.connect();
    stable = target.unique("sml");
  }

  /** REST does not tell how many rows it stored. */
  private void assertStored(long told, long expected) {
    assertThat(told).isEqualTo(target.transport() == Transport.REST ? -1 : expected);
  }

  private List<List<Object>> stored(String columns) {
    return rows(connection, "select " + columns + " from " + stable + " order by _ts");
  }

  @Test
  void writesLines() {
    // When
    long told =
        connection.insert(
            SchemalessBatch.ofLines(
                List.of(
                    stable + ",site=here v=1i32,note=\"a b\" " + NANOS,
                    stable + ",site=there v=2i32,note=\"é😀\" " + (NANOS + 1_000_000))));

    // Then
    assertStored(told, 2);
    assertThat(stored("_ts, v, note, site"))
        .containsExactly(List.of(MILLIS, 1, "a b", "here"), List.of(MILLIS + 1, 2, "é😀", "there"));
  }

  @Test
  void writesTelnetLines() {
    // When
    long told =
        connection.insert(
            SchemalessBatch.ofTelnet(
                List.of(
                    stable + " " + MILLIS + " 1.5 site=here",
                    stable + " " + (MILLIS + 1) + " 2.5 site=there")));

    // Then
    assertStored(told, 2);
    assertThat(stored("_ts, _value, site"))
        .containsExactly(List.of(MILLIS, 1.5, "here"), List.of(MILLIS + 1, 2.5, "there"));
  }

  private String json(long time, double value, String site) {
    return "{\"metric\":\""
        + stable
        + "\",\"timestamp\":"
        + time
        + ",\"value\":"
        + value
        + ",\"tags\":{\"site\":\""
        + site
        + "\"}}";
  }

  @Test
  void writesEveryJsonPayload() {
    // When
    connection.insert(
        SchemalessBatch.ofJson(
            List.of(
                json(MILLIS, 1.5, "a"),
                "[" + json(MILLIS + 1, 2.5, "b") + "," + json(MILLIS + 2, 3.5, "c") + "]")));

    // Then
    assertThat(stored("_ts, _value, site"))
        .containsExactly(
            List.of(MILLIS, 1.5, "a"),
            List.of(MILLIS + 1, 2.5, "b"),
            List.of(MILLIS + 2, 3.5, "c"));
  }

  @Test
  void writesWholeTexts() {
    // When
    connection.insert(
        SchemalessBatch.ofText(
            SchemalessProtocol.LINE,
            stable
                + ",site=a v=1i32 "
                + NANOS
                + "\n\n"
                + stable
                + ",site=b v=2i32 "
                + NANOS
                + "\n"));
    connection.insert(
        SchemalessBatch.ofText(
            SchemalessProtocol.JSON,
            json(MILLIS, 1, "x").replace(stable, stable + "j")
                + "\n"
                + json(MILLIS, 2, "y").replace(stable, stable + "j")));

    // Then
    assertThat(value(connection, "select count(*) from " + stable)).isEqualTo(2L);
    assertThat(value(connection, "select count(*) from " + stable + "j")).isEqualTo(2L);
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR, 490896, 1767225600000000000",
    "MINUTE, 29453760, 1767225600000000000",
    "SECOND, 1767225600, 1767225600000000000",
    "MILLISECOND, 1767225600123, 1767225600123000000",
    "MICROSECOND, 1767225600123456, 1767225600123456000",
    "NANOSECOND, 1767225600123456789, 1767225600123456789"
  })
  void takesTimesInEachUnit(SchemalessPrecision precision, long time, long nanos) {
    // Given
    Connection precise = target.connect(Precision.NANOSECONDS);

    // When
    precise.insert(
        SchemalessBatch.ofLines(List.of(stable + ",site=a v=1i32 " + time))
            .withPrecision(precision));

    // Then
    assertThat(value(precise, "select _ts from " + stable)).isEqualTo(nanos);
  }

  @Test
  void namesTheChildTableByATag() {
    // When
    connection.insert(
        SchemalessBatch.ofLines(
                List.of(stable + ",device=" + stable + "_d1,site=a v=1i32 " + NANOS))
            .withTableNameKey("device"));

    // Then
    assertThat(stored("tbname, site, v")).containsExactly(List.of(stable + "_d1", "a", 1));
  }

  @Test
  void namesTheChildTableByItsTags() {
    // When
    connection.insert(
        SchemalessBatch.ofLines(
            List.of(
                "readings,name=truck_2,driver=Derek,model=F-150,device_version=v1.5 v=1 "
                    + NANOS)));

    // Then
    assertThat(value(connection, "select tbname from readings"))
        .isEqualTo("t_b7d815c9222ca64cdf2614c61de8f211");
  }

  @Test
  void setsHowLongChildTablesLive() {
    // When
    connection.insert(
        SchemalessBatch.ofLines(List.of(stable + ",site=a v=1i32 " + NANOS)).withTtlDays(7));

    // Then
    assertThat(
            value(
                connection,
                "select `ttl` from information_schema.ins_tables where stable_name = '"
                    + stable
                    + "'"))
        .isEqualTo(7);
  }

  @Test
  void addsColumnsAndTags() {
    // Given
    connection.insert(SchemalessBatch.ofLines(List.of(stable + ",site=a v=1i32 " + NANOS)));

    // When
    connection.insert(
        SchemalessBatch.ofLines(
            List.of(stable + ",site=b,floor=2 v=2i32,w=3.5 " + (NANOS + 1_000_000))));

    // Then
    assertThat(stored("v, w, floor"))
        .containsExactly(Arrays.asList(1, null, null), List.of(2, 3.5, "2"));
  }

  @Test
  void readsEveryTypeOfALine() {
    // When
    connection.insert(
        SchemalessBatch.ofLines(
            List.of(
                stable
                    + ",site=a b=true,i8=-1i8,i16=2i16,i32=3i32,i64=4i64,u8=5u8,u16=6u16,u32=7u32,"
                    + "u64=8u64,f32=1.5f32,f64=2.5f64,d=3.5,s=\"x\",n=L\"y\" "
                    + NANOS)));

    // Then
    assertThat(stored("b, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, d, s, n"))
        .containsExactly(
            List.of(
                true,
                (byte) -1,
                (short) 2,
                3,
                4L,
                (short) 5,
                6,
                7L,
                BigInteger.valueOf(8),
                1.5f,
                2.5,
                3.5,
                "x",
                "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$s", "$s v=", "$s,site= v=1 1", "$s v=1 not_a_time", "$s v=300i8 1"})
  void refusesABadLine(String line) {
    // When, Then
    assertThatThrownBy(
            () ->
                connection.insert(
                    SchemalessBatch.ofLines(
                            List.of(stable + " v=1i32 " + NANOS, line.replace("$s", stable)))
                        .withRequestId(1234)))
        .isInstanceOf(SchemalessException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isPositive())
        .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(1234));
    assertThatThrownBy(() -> connection.query("select * from " + stable))
        .isInstanceOf(TDengineException.class);
  }

  @Test
  void refusesATypeThatDiffersFromTheColumn() {
    // Given
    connection.insert(SchemalessBatch.ofLines(List.of(stable + ",site=a v=1i32 " + NANOS)));

    // When, Then
    assertThatThrownBy(
            () ->
                connection.insert(
                    SchemalessBatch.ofLines(List.of(stable + ",site=a v=\"text\" " + NANOS))))
        .isInstanceOf(SchemalessException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x3002));
  }

  @Test
  void tellsThatThereIsNoDatabase() {
    // Given
    Connection nowhere = target.connect(target.options());

    // When, Then
    assertThatThrownBy(
            () -> nowhere.insert(SchemalessBatch.ofLines(List.of(stable + ",site=a v=1 " + NANOS))))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("database");
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
