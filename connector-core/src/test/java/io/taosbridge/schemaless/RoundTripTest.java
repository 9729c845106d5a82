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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written as text is read back unchanged. */
class RoundTripTest {

  private static final int ROWS = 3_000;
  private static final long MILLIS = 1_767_225_600_000L;
  private static final Precision PRECISION = Precision.MILLISECONDS;
  private static final List<DataType> TYPES =
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

  /** Those that JSON has words for. */
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

  private static final byte[] POINT =
      HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");
  private static final String[] WORDS = {
    "", " ", "a", "\"", "\\", "\\\\", ",", "=", "é", "数据", "😀", "#", "\\\"", "x=y, z", "'", "\t"
  };

  @ParameterizedTest
  @EnumSource(SchemalessProtocol.class)
  void readsWhatWasWritten(SchemalessProtocol protocol) {
    // Given
    long seed = System.nanoTime();
    System.out.println("RoundTripTest " + protocol + ": seed " + seed);
    Random random = new Random(seed);
    List<DataType> types =
        switch (protocol) {
          case LINE -> TYPES;
          case TELNET -> TYPES.subList(0, TYPES.indexOf(DataType.GEOMETRY));
          case JSON -> JSON_TYPES;
        };
    List<TextColumn> columns = new ArrayList<>();
    List<ColumnType> declared = new ArrayList<>(List.of(ColumnType.of(DataType.TIMESTAMP)));
    for (int i = 0; i < types.size(); i++) {
      ColumnType type = ColumnType.of(types.get(i), types.get(i).isVariable() ? 200 : 0);
      declared.add(type);
      // Only the line protocol has escapes.
      String name = protocol == SchemalessProtocol.LINE ? "c ,=\\" + i : "c" + i;
      columns.add(new TextColumn(name, type, i + 1));
    }
    RowText text = writer(protocol, columns);
    PointReader reader =
        PointReader.of(protocol, SchemalessPrecision.MILLISECOND, PRECISION, TableNaming.BY_HASH);
    int written = 0;
    for (int i = 0; i < ROWS; i++) {
      Object[] row = new Object[types.size() + 1];
      row[0] = MILLIS + i;
      for (int c = 1; c < row.length; c++) {
        row[c] = random.nextInt(4) == 0 ? null : value(types.get(c - 1), random);
      }
      TextTag tag = new TextTag("tag", ColumnType.of(DataType.NCHAR, 200), word(random) + "x");
      String line;
      try {
        Block block = FakeRows.block(declared, List.of(Arrays.asList(row)));
        line = text.write(block, 0, text.tags(List.of(tag)));
      } catch (UnwritableException e) {
        continue;
      }

      // When
      ReadPoints read = ReadPoints.read(reader, line);

      // Then
      assertThat(read.faults).as(line).isEmpty();
      assertThat(read.written()).as(line).isEqualTo(expected(protocol, columns, row, tag));
      written++;
    }
    assertThat(written).isGreaterThan(ROWS / 100);
  }

  private static RowText writer(SchemalessProtocol protocol, List<TextColumn> columns) {
    TextRules rules = new TextRules(PRECISION, PRECISION, Misfit.FAIL);
    return switch (protocol) {
      case LINE -> new LineText("m ,=\\x", 0, columns, rules);
      case TELNET -> new TelnetText(0, columns, PRECISION, Misfit.FAIL);
      case JSON -> new JsonText(0, columns, rules);
    };
  }

  private static List<String> expected(
      SchemalessProtocol protocol, List<TextColumn> columns, Object[] row, TextTag tag) {
    String tags = "{tag=" + tag.value() + "} ";
    StringJoiner line = new StringJoiner(",", "m ,=\\x" + tags, " " + row[0]);
    List<String> points = new ArrayList<>();
    for (TextColumn column : columns) {
      Object value = row[column.index()];
      if (value == null) {
        continue;
      }
      String typed = "=" + shown(value) + ":" + column.type().type();
      line.add(column.name() + typed);
      points.add(column.name() + tags + "_value" + typed + " " + row[0]);
    }
    return protocol == SchemalessProtocol.LINE ? List.of(line.toString()) : points;
  }

  private static String shown(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }

  private static Object value(DataType type, Random random) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case INT -> random.nextInt();
      case BIGINT -> random.nextLong() >> random.nextInt(64);
      case UTINYINT -> (short) random.nextInt(256);
      case USMALLINT -> random.nextInt(65536);
      case UINT -> random.nextInt() & 0xFFFF_FFFFL;
      case UBIGINT -> new BigInteger(64, random);
      case FLOAT -> random.nextInt(9) == 0 ? Float.MIN_VALUE : (float) random.nextGaussian();
      case DOUBLE -> doubleValue(random);
      case VARBINARY -> bytes(random);
      case GEOMETRY -> POINT.clone();
      default -> word(random);
    };
  }

  private static double doubleValue(Random random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return random.nextBoolean() || !Double.isFinite(any) ? random.nextInt(1000) / 8.0 : any;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return word.toString();
  }
}
