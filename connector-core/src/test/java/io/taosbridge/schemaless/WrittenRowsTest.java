package io.taosbridge.schemaless;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.schemaless.write.JsonText;
import io.taosbridge.schemaless.write.LineText;
import io.taosbridge.schemaless.write.Misfit;
import io.taosbridge.schemaless.write.RowText;
import io.taosbridge.schemaless.write.TelnetText;
import io.taosbridge.schemaless.write.TextColumn;
import io.taosbridge.schemaless.write.TextRules;
import io.taosbridge.schemaless.write.TextTag;
import io.taosbridge.schemaless.write.UnwritableException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows written as text are read as the same rows, or refused for a reason; the test's name shows
 * its seed.
 */
class WrittenRowsTest {

  private static final int ROUNDS = 2_000;
  private static final String[] PIECES = {
    "a", "B", "7", "_", " ", ",", "=", "\\", "\"", "'", "\n", "\r", "\t", "\0", "#", ".", "é", "数",
    "😀", "\\x", "t", "i8", "{}", "\u007f",
  };
  private static final List<DataType> LINE_TYPES =
      List.of(
          DataType.BOOL,
          DataType.TINYINT,
          DataType.SMALLINT,
          DataType.INT,
          DataType.BIGINT,
          DataType.UTINYINT,
          DataType.USMALLINT,
          DataType.UINT,
          DataType.UBIGINT,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.VARCHAR,
          DataType.NCHAR,
          DataType.VARBINARY,
          DataType.GEOMETRY);
  private static final List<DataType> TELNET_TYPES =
      LINE_TYPES.stream().filter(type -> type != DataType.GEOMETRY).toList();
  private static final List<DataType> JSON_TYPES =
      List.of(
          DataType.BOOL,
          DataType.TINYINT,
          DataType.SMALLINT,
          DataType.INT,
          DataType.BIGINT,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.VARCHAR,
          DataType.NCHAR);

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  private Random random;
  private int written;
  private int refused;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofLines(long seed) {
    random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      // Given
      Row row = row(LINE_TYPES);
      Precision unit = precision();
      TextRules rules = new TextRules(row.precision, unit, Misfit.FAIL);
      boolean possible =
          fits(row.time, row.precision, unit)
              && row.time > 0
              && lineWord(row.stable)
              && !row.stable.startsWith("#")
              && row.tags.stream()
                  .filter(tag -> tag.value() != null)
                  .allMatch(tag -> lineWord(tag.name()) && lineWord(tag.value().toString()))
              && row.columns.stream().allMatch(column -> lineWord(column.name()))
              && row.values.stream()
                  .allMatch(value -> !(value instanceof String s) || !has(s, "\n"))
              && row.holdsFiniteFloats()
              && row.values.stream().anyMatch(value -> value != null);

      // Then
      check(
          row,
          possible,
          () -> new LineText(row.stable, 0, row.columns, rules),
          PointReader.of(
              SchemalessProtocol.LINE, schemaless(unit), row.precision, TableNaming.BY_HASH),
          List.of(row.expected(row.stable, null, tag -> "")));
    }
    assertNotVacuous();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofTelnet(long seed) {
    random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      // Given
      Row row = row(TELNET_TYPES);
      Predicate<String> word = text -> !text.isEmpty() && !has(text, " ") && !has(text, "\n");
      boolean possible =
          fits(row.time, row.precision, Precision.MILLISECONDS)
              && Long.toString(row.millis()).length() == 13
              && row.time > 0
              && row.columns.stream().allMatch(column -> word.test(column.name()))
              && row.tags.stream()
                  .filter(tag -> tag.value() != null)
                  .allMatch(
                      tag ->
                          word.test(tag.name())
                              && !has(tag.name(), "=")
                              && word.test(tag.value().toString())
                              && !has(tag.value().toString(), "=")
                              && !tag.value().toString().endsWith("\r"))
              && row.tags.stream().anyMatch(tag -> tag.value() != null)
              && row.values.stream()
                  .allMatch(
                      value ->
                          !(value instanceof String text) || (!has(text, " ") && !has(text, "\n")))
              && row.holdsFiniteFloats()
              && row.values.stream().anyMatch(value -> value != null);

      // Then
      check(
          row,
          possible,
          () -> new TelnetText(0, row.columns, row.precision, Misfit.FAIL),
          PointReader.of(
              SchemalessProtocol.TELNET,
              SchemalessPrecision.MILLISECOND,
              row.precision,
              TableNaming.BY_HASH),
          row.expectedByMetric(tag -> ""));
    }
    assertNotVacuous();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofJson(long seed) {
    random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      // Given
      Row row = row(JSON_TYPES);
      Precision unit = precision();
      TextRules rules = new TextRules(row.precision, unit, Misfit.FAIL);
      Predicate<Object> exact =
          value ->
              (!(value instanceof Long number) || (long) (double) number == number)
                  && (!(value instanceof String text) || !has(text, "\0"))
                  && (!(value instanceof Double number) || Double.isFinite(number));
      boolean possible =
          fits(row.time, row.precision, unit)
              && row.time > 0
              && exact.test(row.precision.to(unit).applyAsLong(row.time))
              && row.columns.stream().noneMatch(c -> has(c.name(), "\0") || c.name().isEmpty())
              && row.tags.stream()
                  .filter(tag -> tag.value() != null)
                  .noneMatch(tag -> has(tag.name(), "\0") || has(tag.value().toString(), "\0"))
              && row.tags.stream().anyMatch(tag -> tag.value() != null)
              && row.values.stream().allMatch(exact)
              && row.holdsFiniteFloats()
              && row.values.stream().anyMatch(value -> value != null);

      // Then
      check(
          row,
          possible,
          () -> new JsonText(0, row.columns, rules),
          PointReader.of(
              SchemalessProtocol.JSON,
              SchemalessPrecision.MILLISECOND,
              row.precision,
              TableNaming.BY_HASH),
          row.expectedByMetric(tag -> tag.value() instanceof Integer ? ":INT" : ""));
    }
    assertNotVacuous();
  }

  /** Makes a writer, which may refuse the names. */
  private interface Writer {
    RowText get();
  }

  private void check(
      Row row, boolean possible, Writer writer, PointReader reader, List<String> expected) {
    String text;
    try {
      RowText rows = writer.get();
      text = rows.write(row.block, 0, rows.tags(row.tags));
    } catch (UnwritableException e) {
      assertThat(possible).as("refused %s: %s", row, e.getMessage()).isFalse();
      refused++;
      return;
    }
    assertThat(possible).as("not refused %s", row).isTrue();
    ReadPoints read = ReadPoints.read(reader, text);
    assertThat(read.faults).as("%s as %s", row, text).isEmpty();
    assertThat(read.written()).as(text).isEqualTo(expected);
    written++;
  }

  private void assertNotVacuous() {
    assertThat(written).isGreaterThan(ROUNDS / 20);
    assertThat(refused).isGreaterThan(ROUNDS / 20);
  }

  private static boolean has(String text, String part) {
    return text.contains(part);
  }

  private static boolean lineWord(String word) {
    return !word.isEmpty()
        && !has(word, "\n")
        && !has(word, "\\,")
        && !has(word, "\\=")
        && !has(word, "\\ ");
  }

  private static boolean fits(long time, Precision from, Precision to) {
    BigInteger[] converted =
        BigInteger.valueOf(time)
            .multiply(BigInteger.valueOf(to.unitsPerSecond()))
            .divideAndRemainder(BigInteger.valueOf(from.unitsPerSecond()));
    return converted[1].signum() == 0 && converted[0].bitLength() < Long.SIZE;
  }

  private static SchemalessPrecision schemaless(Precision unit) {
    return switch (unit) {
      case MILLISECONDS -> SchemalessPrecision.MILLISECOND;
      case MICROSECONDS -> SchemalessPrecision.MICROSECOND;
      case NANOSECONDS -> SchemalessPrecision.NANOSECOND;
    };
  }

  private Precision precision() {
    return Precision.ofCode(random.nextInt(3));
  }

  private record Row(
      String stable,
      List<TextTag> tags,
      List<TextColumn> columns,
      Precision precision,
      long time,
      List<Object> values,
      Block block) {

    long millis() {
      return time / (precision.unitsPerSecond() / 1000);
    }

    boolean holdsFiniteFloats() {
      return values.stream().allMatch(value -> !(value instanceof Float f) || Float.isFinite(f));
    }

    /** As {@link ReadPoints#written()} has it. */
    String expected(String name, Integer column, Function<TextTag, String> type) {
      StringJoiner tagTexts = new StringJoiner(",", "{", "}");
      tags.stream()
          .filter(tag -> tag.value() != null)
          .forEach(tag -> tagTexts.add(tag.name() + "=" + tag.value() + type.apply(tag)));
      StringJoiner fields = new StringJoiner(",");
      for (int i = 0; i < columns.size(); i++) {
        if (values.get(i) != null && (column == null || column == i)) {
          fields.add(
              (column == null ? columns.get(i).name() : "_value")
                  + "="
                  + text(values.get(i))
                  + ":"
                  + columns.get(i).type().type());
        }
      }
      return name.replace('.', '_') + tagTexts + " " + fields + " " + time;
    }

    List<String> expectedByMetric(Function<TextTag, String> type) {
      return IntStream.range(0, columns.size())
          .filter(i -> values.get(i) != null)
          .mapToObj(i -> expected(columns.get(i).name(), i, type))
          .toList();
    }

    private static String text(Object value) {
      return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }

    @Override
    public String toString() {
      return stable + tags + columns + time + " " + precision + values;
    }
  }

  private Row row(List<DataType> allowed) {
    List<TextTag> tags = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      boolean number = random.nextInt(3) == 0;
      Object value = random.nextInt(5) == 0 ? null : number ? (Object) random.nextInt() : text();
      ColumnType type = ColumnType.of(number ? DataType.INT : DataType.NCHAR, number ? 0 : 99);
      tags.add(new TextTag("t" + i + name(), type, value));
    }
    List<TextColumn> columns = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>(List.of(ColumnType.of(DataType.TIMESTAMP)));
    for (int i = 1; i <= 1 + random.nextInt(4); i++) {
      DataType type = allowed.get(random.nextInt(allowed.size()));
      ColumnType declared = ColumnType.of(type, type.isVariable() ? 200 : 0);
      types.add(declared);
      columns.add(new TextColumn("c" + i + name(), declared, i));
      values.add(random.nextInt(6) == 0 ? null : value(type));
    }
    Precision precision = precision();
    long time = time(precision);
    List<Object> cells = new ArrayList<>(List.of(time));
    cells.addAll(values);
    Block block = FakeRows.block(types, List.of(cells));
    String stable = random.nextInt(20) == 0 ? "#" : "s" + name();
    return new Row(stable, tags, columns, precision, time, values, block);
  }

  private long time(Precision precision) {
    long seconds =
        switch (random.nextInt(20)) {
          case 0 -> -random.nextInt(100);
          case 1 -> random.nextInt(100);
          default -> 1_000_000_000L + random.nextInt(1_000_000_000);
        };
    long units = precision.unitsPerSecond();
    long fraction = Math.floorMod(random.nextLong(), units);
    long whole = random.nextBoolean() ? fraction : fraction - fraction % Math.max(1, units / 1000);
    return seconds * units + whole;
  }

  private String name() {
    return random.nextInt(8) == 0 ? text() : "";
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES[random.nextInt(random.nextInt(3) == 0 ? PIECES.length : 4)]);
    }
    return text.toString();
  }

  private Object value(DataType type) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case INT -> random.nextInt();
      case BIGINT -> random.nextBoolean() ? random.nextLong() : (long) random.nextInt();
      case UTINYINT -> (short) random.nextInt(1 << 8);
      case USMALLINT -> random.nextInt(1 << 16);
      case UINT -> random.nextLong() & 0xffff_ffffL;
      case UBIGINT -> new BigInteger(64, random);
      case FLOAT -> Float.intBitsToFloat(random.nextInt());
      case DOUBLE -> Double.longBitsToDouble(random.nextLong());
      case VARCHAR, NCHAR -> text();
      case VARBINARY -> text().getBytes(StandardCharsets.UTF_8);
      case GEOMETRY -> point(random.nextGaussian(), random.nextGaussian() * 1e-9);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static byte[] point(double x, double y) {
    return ByteBuffer.allocate(21)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 1)
        .putInt(1)
        .putDouble(x)
        .putDouble(y)
        .array();
  }
}
