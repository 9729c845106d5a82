package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.connect.Sql;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that leave a database as text and enter another by schemaless writing: on the embedded
 * server, or with {@code -Dtdengine.url} on a real one. Each assertion names the seed.
 */
class TextOnTDengineTest {

  private static final int ROWS = 60;
  private static final List<String> TABLES = List.of("d1", "d2");
  private static final String[] PIECES = {
    "a", "7", " ", ",", "=", "\\", "\"", "\\'", "\t", "#", "é", "数", "😀", "\\x", "i8", "%", ".",
  };
  private static final Map<String, String> COLUMNS = columns();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("b", "bool");
    columns.put("i1", "tinyint");
    columns.put("i2", "smallint");
    columns.put("i4", "int");
    columns.put("i8", "bigint");
    columns.put("f4", "float");
    columns.put("f8", "double");
    columns.put("s", "varchar(64)");
    columns.put("n", "nchar(64)");
    columns.put("u1", "tinyint unsigned");
    columns.put("u2", "smallint unsigned");
    columns.put("u4", "int unsigned");
    columns.put("u8", "bigint unsigned");
    columns.put("vb", "varbinary(64)");
    columns.put("g", "geometry(100)");
    return columns;
  }

  @ParameterizedTest
  @CsvSource({"ms, ns", "us, us", "ns, ns", "ms, ms"})
  void linesBecomeTheSameRows(String precision, String unit) throws InterruptedException {
    // Given
    try (TestServer server = new TestServer("vgroups 1 precision '" + precision + "'")) {
      String copy = server.database("copy", "precision '" + precision + "'");
      write(server, precision);

      // When
      List<String> lines = texts(server, Map.of("value.format", "line", "timestamp.unit", unit));
      SchemalessPrecision counted =
          switch (unit) {
            case "ms" -> SchemalessPrecision.MILLISECOND;
            case "us" -> SchemalessPrecision.MICROSECOND;
            default -> SchemalessPrecision.NANOSECOND;
          };
      server.connection().execute("use " + copy);
      server
          .connection()
          .insert(SchemalessBatch.ofLines(lines).withPrecision(counted).withTableNameKey("tbname"));

      // Then
      List<List<Object>> arrived = new ArrayList<>();
      for (String table : TABLES) {
        String from = " from %s.st where tbname = '" + table + "' order by 1";
        String names = String.join(", ", COLUMNS.keySet()) + ", t1, t2";
        List<List<Object>> there = rows(server, "select _ts, " + names + from.formatted(copy));
        List<List<Object>> here =
            rows(server, "select ts, " + names + from.formatted(server.database()));
        assertThat(there).as("%s, seed %d", table, seed).isNotEmpty().isEqualTo(here);
        arrived.addAll(there);
      }
      assertThat(arrived).as("seed %d", seed).hasSize(ROWS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"telnet", "json"})
  void pointsBecomeTheSameValues(String format) throws InterruptedException {
    // Given
    try (TestServer server = new TestServer("vgroups 1")) {
      String copy = server.database("copy", "");
      write(server, "ms");
      String unfit = format.equals("json") ? "u1,u2,u4,u8,vb,g" : "g";

      // When
      List<String> texts =
          texts(
              server,
              Map.of(
                  "value.format", format,
                  "fields.exclude", unfit,
                  "text.unsupported", "omit"));
      server.connection().execute("use " + copy);
      server
          .connection()
          .insert(
              format.equals("json")
                  ? SchemalessBatch.ofJson(texts)
                  : SchemalessBatch.ofText(SchemalessProtocol.TELNET, String.join("\n", texts)));

      // Then
      for (String column : COLUMNS.keySet()) {
        if (List.of(unfit.split(",", -1)).contains(column)) {
          continue;
        }
        String order = "order by 1";
        List<List<Object>> there =
            rows(
                server,
                "select _ts, _value, t1, t2 from %s.st_%s %s".formatted(copy, column, order));
        List<List<Object>> here =
            rows(
                server,
                "select ts, %s, t1, t2 from %s.st where %s is not null %s"
                    .formatted(column, server.database(), column, order));
        // What could not be written was left out, but nothing was changed.
        here.removeIf(row -> !fits(format, row.get(1)));
        assertThat(there).as("%s, seed %d", column, seed).isNotEmpty().isEqualTo(here);
      }
    }
  }

  private static boolean fits(String format, Object value) {
    if (value instanceof String text) {
      return format.equals("json") || !text.contains(" ");
    }
    return !format.equals("json")
        || !(value instanceof Long number)
        || (long) (double) number == number;
  }

  private void write(TestServer server, String precision) {
    StringBuilder stable = new StringBuilder("create stable $db.st (ts timestamp");
    COLUMNS.forEach((name, type) -> stable.append(", ").append(name).append(' ').append(type));
    server.execute(stable + ") tags (t1 nchar(32), t2 nchar(32))");
    // Blanks and equals signs would be refused by telnet as tags.
    server.execute("create table $db.d1 using $db.st tags ('a,b\\\\c\"', '\u6570')");
    server.execute("create table $db.d2 using $db.st tags (null, 'x')");
    long units = precision.equals("ms") ? 1 : precision.equals("us") ? 1_000 : 1_000_000;
    for (int i = 0; i < ROWS; i++) {
      // The first row of each has all values, so that all columns and tags come to be.
      boolean whole = i < TABLES.size();
      String table = TABLES.get(whole ? i : random.nextInt(TABLES.size()));
      long time = (1_700_000_000_000L + i) * units + (units == 1 ? 0 : random.nextInt((int) units));
      StringBuilder insert = new StringBuilder("insert into $db." + table + " values (" + time);
      COLUMNS
          .values()
          .forEach(
              type ->
                  insert
                      .append(", ")
                      .append(!whole && random.nextInt(5) == 0 ? "NULL" : literal(type, whole)));
      server.execute(insert + ")");
    }
  }

  private String literal(String type, boolean plain) {
    return switch (type) {
      case "bool" -> Boolean.toString(random.nextBoolean());
      case "tinyint" -> Integer.toString((byte) random.nextInt());
      case "smallint" -> Integer.toString((short) random.nextInt());
      case "int" -> Integer.toString(random.nextInt());
      case "bigint" -> Long.toString(plain ? 5 : random.nextLong());
      case "tinyint unsigned" -> Integer.toString(random.nextInt(256));
      case "smallint unsigned" -> Integer.toString(random.nextInt(65_536));
      case "int unsigned" -> Long.toString(random.nextLong() & 0xffff_ffffL);
      case "bigint unsigned" -> Long.toUnsignedString(random.nextLong());
      case "float" -> Float.toString((float) random.nextGaussian() * 1e-3f);
      case "double" -> Double.toString(random.nextGaussian() * 1e100);
      case "varbinary(64)" -> "'\\x" + HexFormat.of().formatHex(bytes()) + "'";
      case "geometry(100)" -> "'" + geometry() + "'";
      default -> Sql.literal(plain ? "plain" : text());
    };
  }

  private String geometry() {
    String one = random.nextGaussian() + " " + random.nextGaussian();
    String two = random.nextGaussian() + " " + random.nextGaussian();
    return random.nextBoolean() ? "POINT(" + one + ")" : "LINESTRING(" + one + ", " + two + ")";
  }

  private byte[] bytes() {
    byte[] bytes = new byte[1 + random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private List<String> texts(TestServer server, Map<String, String> options)
      throws InterruptedException {
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    Map<String, String> settings = new HashMap<>(options);
    settings.put("connection.url", server.url());
    settings.put("name", server.database());
    settings.put("topics", topic);
    List<String> texts = new ArrayList<>();
    try (Harness harness = new Harness(settings, new HashMap<>())) {
      for (SourceRecord record : harness.receive(ROWS)) {
        texts.add((String) record.value());
      }
    }
    return texts;
  }

  private static List<List<Object>> rows(TestServer server, String sql) {
    List<List<Object>> rows = new ArrayList<>();
    try (QueryResult result = server.connection().query(sql)) {
      for (Row row : result) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < result.fieldCount(); i++) {
          Object value = row.get(i);
          values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        }
        rows.add(values);
      }
    }
    return rows;
  }
}
