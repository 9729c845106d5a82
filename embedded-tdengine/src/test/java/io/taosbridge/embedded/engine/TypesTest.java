package io.taosbridge.embedded.engine;

import static io.taosbridge.embedded.engine.TestDatabase.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TypesTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("bool", "true", true),
        Arguments.of("bool", "'false'", false),
        Arguments.of("bool", "2", true),
        Arguments.of("tinyint", "-128", (byte) -128),
        Arguments.of("smallint", "32767", (short) 32767),
        Arguments.of("int", "'-5'", -5),
        Arguments.of("bigint", "-9223372036854775808", Long.MIN_VALUE),
        Arguments.of("tinyint unsigned", "255", (short) 255),
        Arguments.of("smallint unsigned", "65535", 65535),
        Arguments.of("int unsigned", "4294967295", 4294967295L),
        Arguments.of(
            "bigint unsigned", "18446744073709551615", new BigInteger("18446744073709551615")),
        Arguments.of("float", "0.1", 0.1f),
        Arguments.of("double", "-1.7976931348623157e308", -Double.MAX_VALUE),
        Arguments.of("varchar(20)", "'it''s \\\\ \\t'", "it's \\ \t"),
        Arguments.of("binary(20)", "5", "5"),
        Arguments.of("nchar(2)", "'é😀'", "é😀"),
        Arguments.of("varbinary(4)", "'\\xDEad'", bytes("dead")),
        Arguments.of("varbinary(4)", "'c'", bytes("63")),
        Arguments.of("blob", "'\\x00ff10'", bytes("00ff10")),
        Arguments.of(
            "geometry(100)", "'point(1 2)'", bytes("0101000000000000000000f03f0000000000000040")),
        Arguments.of(
            "geometry(100)",
            "'LINESTRING(1 2, 3 4)'",
            bytes(
                "010200000002000000000000000000f03f000000000000004000000000000008400000000000001040")),
        Arguments.of("decimal(10,2)", "'-99999999.99'", new BigDecimal("-99999999.99")),
        Arguments.of("decimal(10,2)", "0.005", new BigDecimal("0.01")),
        Arguments.of(
            "decimal(38,10)",
            "'9999999999999999999999999999.9999999999'",
            new BigDecimal("9999999999999999999999999999.9999999999")),
        Arguments.of("timestamp", "'2026-01-01 00:00:00.123'", T0 + 123),
        Arguments.of("timestamp", "'2026-01-01T01:00:00+01:00'", T0),
        Arguments.of("timestamp", "-1", -1L),
        Arguments.of("int", "null", null));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @MethodSource("values")
  void readsBackWhatWasInserted(String type, String literal, Object value) {
    // Given
    TestDatabase db = new TestDatabase().with("create table t (ts timestamp, v " + type + ")");

    // When
    db.run("insert into t values (" + T0 + ", " + literal + ")");

    // Then
    assertThat(db.value("select v from t")).isEqualTo(value);
    assertThat(db.query("select v from t").fields().get(0).type())
        .isEqualTo(ColumnType.parse(type));
  }

  @Test
  void tellsJsonTagsWithTheirNamesInOrder() {
    // Given
    TestDatabase db =
        new TestDatabase().with("create stable st (ts timestamp, v int) tags (j json)");

    // When
    db.run("create table c using st tags ('{\"s\":\"é\",\"b\":true,\"k\":1}')");
    db.run("insert into c values (" + T0 + ", 1)");

    // Then
    assertThat(db.value("select j from st")).isEqualTo("{\"b\":true,\"k\":1,\"s\":\"é\"}");
    assertThat(db.value("select v from st where j->'s' = 'é' and j->'k' > 0")).isEqualTo(1);
    assertThat(db.rows("select v from st where j->'k' = 2")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ms, 1767225600123", "us, 1767225600123456", "ns, 1767225600123456789"})
  void countsTimeInThePrecisionOfTheDatabase(String precision, long expected) {
    // Given
    TestDatabase db =
        new TestDatabase("precision '" + precision + "'")
            .with("create table t (ts timestamp, v int)");

    // When
    db.run("insert into t values ('2026-01-01 00:00:00.123456789', 1)");

    // Then
    assertThat(db.value("select ts from t")).isEqualTo(expected);
    assertThat(db.query("select ts from t").precision().symbol()).isEqualTo(precision);
    assertThat(db.value("select v from t where ts = '2026-01-01T00:00:00.123456789Z'"))
        .isEqualTo(1);
  }
}
