package io.taosbridge.embedded.engine;

import static io.taosbridge.embedded.engine.TestDatabase.T0;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

  private final TestDatabase db =
      new TestDatabase("vgroups 3")
          .with(
              "create stable st (ts timestamp, v int, s varchar(10)) tags (g int, name nchar(10))",
              "create table empty using st tags (9, 'none')",
              "insert into c1 using st tags (1, 'one') values "
                  + "(1767225600000, 1, 'a') (1767225601000, 2, null)",
              "insert into c2 using st tags (2, null) values "
                  + "(1767225600500, 5, 'e') (1767225602000, null, 'f')");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v > 1 | 2 5
          v >= 1 and v < 5 | 1 2
          v = 1 or s = 'e' | 1 5
          not v = 1 | 2 5
          v <> 1 | 2 5
          v between 2 and 5 | 2 5
          v not between 2 and 5 | 1
          v in (1, 5) | 1 5
          s in ('a', 'e') | 1 5
          s like '_' and s not like 'e%' | null 1
          s match '^[ab]$' | 1
          s is null | 2
          s is not null and v is not null | 1 5
          v + 1 = 3 | 2
          v % 2 = 1 | 1 5
          v * 2 > 3 and g = 1 | 2
          g = 2 and v is not null | 5
          tbname = 'c1' | 1 2
          tbname in ('c2') and v > 0 | 5
          name = 'one' | 1 2
          ts >= 1767225600500 and v is not null | 2 5
          ts > '2026-01-01 00:00:00' and ts < '2026-01-01T00:00:01.000Z' | 5
          ts between 1767225600000 and 1767225600500 | 1 5
          _c0 = 1767225601000 | 2
          ts >= now - 36500d and v = 1 | 1
          case when v > 1 then true else false end | 2 5
          abs(v - 3) < 2 | 2
          """)
  void filtersRows(String where, String expected) {
    // When
    List<List<Object>> rows = db.rows("select v from st where " + where + " order by v");

    // Then
    assertThat(rows.stream().map(row -> String.valueOf(row.get(0))))
        .containsExactly(expected.split(" "));
  }

  @Test
  void givesColumnsAndTagsOfASupertable() {
    // When
    SqlResult.Rows result = db.query("select tbname, * from st where v = 1");

    // Then
    assertThat(result.fields())
        .containsExactly(
            new ResultField("tbname", ColumnType.of(DataType.VARCHAR, 270)),
            new ResultField("ts", ColumnType.of(DataType.TIMESTAMP)),
            new ResultField("v", ColumnType.of(DataType.INT)),
            new ResultField("s", ColumnType.of(DataType.VARCHAR, 10)),
            new ResultField("g", ColumnType.of(DataType.INT)),
            new ResultField("name", ColumnType.of(DataType.NCHAR, 10)));
    assertThat(result.rows().get(0)).containsExactly("c1", T0, 1, "a", 1, "one");
  }

  @Test
  void givesOnlyColumnsOfAChildTable() {
    assertThat(db.rows("select * from c1 limit 1")).containsExactly(asList(T0, 1, "a"));
  }

  @Test
  void ordersByNameTextAndPosition() {
    // Given
    String all = "select v, s from st ";

    // Then
    assertThat(db.rows(all + "order by tbname desc, ts"))
        .extracting(row -> row.get(0))
        .containsExactly(5, null, 1, 2);
    assertThat(db.rows(all + "order by 1")).extracting(r -> r.get(0)).startsWith((Object) null);
    assertThat(db.rows("select v as x, s from st order by x desc"))
        .extracting(row -> row.get(0))
        .containsExactly(5, 2, 1, null);
  }

  @Test
  void limitsRows() {
    assertThat(db.rows("select v from st order by ts limit 2 offset 1"))
        .containsExactly(List.of(5), List.of(2));
    assertThat(db.rows("select v from st order by ts limit 1, 2"))
        .containsExactly(List.of(5), List.of(2));
    assertThat(db.rows("select v from c1 order by ts limit 0")).isEmpty();
  }

  @Test
  void aggregatesAllRows() {
    // When
    SqlResult.Rows result =
        db.query(
            "select count(*), count(s), sum(v), avg(v), min(v), max(v), spread(v), first(v), last(v), last_row(v) from st");

    // Then
    assertThat(result.rows().get(0)).containsExactly(4L, 3L, 8L, 8 / 3.0, 1, 5, 4.0, 1, 2, null);
    assertThat(result.fields())
        .extracting(ResultField::name)
        .startsWith("count(*)", "count(s)", "sum(v)");
    assertThat(result.fields())
        .extracting(field -> field.type().type())
        .startsWith(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT, DataType.DOUBLE);
  }

  @Test
  void tellsTheRowThatWasChosen() {
    assertThat(db.rows("select max(v), s, tbname from st")).containsExactly(List.of(5, "e", "c2"));
    assertThat(db.rows("select last(*) from c2")).containsExactly(List.of(T0 + 2000, 5, "f"));
  }

  @Test
  void groupsByTable() {
    assertThat(db.rows("select tbname, count(*), sum(v) from st group by tbname order by tbname"))
        .containsExactly(List.of("c1", 2L, 3L), List.of("c2", 2L, 5L));
    assertThat(
            db.rows("select g, last(v) from st partition by g having count(*) > 1 order by g desc"))
        .containsExactly(List.of(2, 5), List.of(1, 2));
  }

  @Test
  void countsRowsInWindows() {
    assertThat(db.rows("select _wstart, count(*) from st interval(1s)"))
        .containsExactly(List.of(T0, 2L), List.of(T0 + 1000, 1L), List.of(T0 + 2000, 1L));
  }

  @Test
  void counts0InAnEmptyTable() {
    assertThat(db.rows("select count(*) from empty")).containsExactly(List.of(0L));
    assertThat(db.rows("select last(v) from empty")).isEmpty();
  }

  @Test
  void tellsTagsOfTablesWithoutRows() {
    assertThat(db.rows("select distinct tbname, g from st order by tbname"))
        .containsExactly(List.of("c1", 1), List.of("c2", 2), List.of("empty", 9));
  }

  @Test
  void tellsEachTableOnceForItsTags() {
    assertThat(db.rows("select tags tbname, g from st where g > 1 order by g"))
        .containsExactly(List.of("c2", 2), List.of("empty", 9));
    assertThat(db.rows("select tags * from st where g = 1")).containsExactly(List.of(1, "one"));
  }

  @Test
  void readsAQueryInParentheses() {
    assertThat(db.rows("select sum(x) from (select v as x from st order by ts limit 2)"))
        .containsExactly(List.of(6L));
  }

  @Test
  void namesAndTypesConstants() {
    // When
    SqlResult.Rows result = db.query("select null, 1, 1.5, true, 'x', now() > 0 from c1 limit 1");

    // Then
    assertThat(result.fields())
        .containsExactly(
            new ResultField("null", ColumnType.of(DataType.VARCHAR, 0)),
            new ResultField("1", ColumnType.of(DataType.BIGINT)),
            new ResultField("1.5", ColumnType.of(DataType.DOUBLE)),
            new ResultField("true", ColumnType.of(DataType.BOOL)),
            new ResultField("'x'", ColumnType.of(DataType.VARCHAR, 1)),
            new ResultField("now() > 0", ColumnType.of(DataType.BOOL)));
    assertThat(result.rows().get(0)).containsExactly(null, 1L, 1.5, true, "x", true);
  }

  @Test
  void answersWithoutATable() {
    assertThat(db.value("select 1")).isEqualTo(1L);
    assertThat(db.value("select server_version()")).isEqualTo("3.3.8.0");
    assertThat(db.value("select server_status()")).isEqualTo(1);
    assertThat(db.value("select database()")).isEqualTo("db");
    assertThat(db.value("select 1; select 2")).isEqualTo(1L);
  }

  @Test
  void tellsTimesInTheSessionsZone() {
    // Given
    db.session().zone(ZoneId.of("Asia/Shanghai"));

    // Then
    assertThat(db.value("select timezone()")).isEqualTo("Asia/Shanghai (CST, +0800)");
    assertThat(db.value("select to_iso8601(0)")).isEqualTo("1970-01-01T08:00:00.000+0800");
    assertThat(db.value("select cast('2026-01-01 08:00:00' as timestamp)")).isEqualTo(T0);
  }

  @Test
  void countsDecimalsExactly() {
    // Given
    db.with(
        "create table d (ts timestamp, a decimal(10,2), b decimal(38,10))",
        "insert into d values (1767225600000, '-99999999.99', '1')");

    // When
    SqlResult.Rows result = db.query("select a + b, a / 3, a * 2.5 from d");

    // Then
    assertThat(result.fields())
        .extracting(ResultField::type)
        .containsExactly(
            new ColumnType(DataType.DECIMAL128, 0, 38, 9),
            new ColumnType(DataType.DECIMAL128, 0, 30, 22),
            ColumnType.of(DataType.DOUBLE));
    assertThat(result.rows().get(0))
        .containsExactly(
            new BigDecimal("-99999998.990000000"),
            new BigDecimal("-33333333.3300000000000000000000"),
            -249999999.975);
  }

  @Test
  void explainsAScan() {
    assertThat(db.value("explain select * from c1"))
        .isEqualTo(
            "-> Table Scan on c1 (columns=3 width=24 order=[asc|1 desc|0] mode=ts_order data_load=data)");
  }
}
