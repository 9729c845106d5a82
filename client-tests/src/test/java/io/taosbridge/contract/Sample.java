package io.taosbridge.contract;

import io.taosbridge.block.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A type with a value that is worth a look.
 *
 * @param type as a column is declared
 * @param value as {@link io.taosbridge.block.Column#getObject(int)} gives it
 * @param literal the value in SQL, or null where SQL has no way to write it
 */
public record Sample(String type, Object value, String literal) {

  private static final byte[] POINT = hex("0101000000000000000000f03f0000000000000040");
  private static final byte[] LINE =
      hex("010200000002000000000000000000f03f000000000000004000000000000008400000000000001040");

  /** Every type: its extremes, what is easily confused, and NULL. */
  public static List<Sample> all() {
    return Stream.of(
            numbers(), floats(), decimals(), times(), texts("varchar"), texts("nchar"), bytes())
        .flatMap(samples -> samples)
        .toList();
  }

  /** Every type once. */
  static List<String> types() {
    return all().stream().map(Sample::type).distinct().toList();
  }

  private static Sample of(String type, Object value) {
    return new Sample(type, value, String.valueOf(value));
  }

  private static Sample unspeakable(String type, Object value) {
    return new Sample(type, value, null);
  }

  private static Stream<Sample> numbers() {
    return Stream.of(
        of("bool", true),
        of("bool", false),
        of("bool", null),
        of("tinyint", Byte.MIN_VALUE),
        of("tinyint", Byte.MAX_VALUE),
        of("tinyint", null),
        of("smallint", Short.MIN_VALUE),
        of("smallint", Short.MAX_VALUE),
        of("smallint", null),
        of("int", Integer.MIN_VALUE),
        of("int", Integer.MAX_VALUE),
        of("int", 0),
        of("int", null),
        of("bigint", Long.MIN_VALUE),
        of("bigint", Long.MAX_VALUE),
        of("bigint", (1L << 53) + 1),
        of("bigint", null),
        of("tinyint unsigned", (short) 0),
        of("tinyint unsigned", (short) 255),
        of("tinyint unsigned", null),
        of("smallint unsigned", 0),
        of("smallint unsigned", 65_535),
        of("smallint unsigned", null),
        of("int unsigned", 0L),
        of("int unsigned", 4_294_967_295L),
        of("int unsigned", null),
        of("bigint unsigned", BigInteger.ZERO),
        of("bigint unsigned", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
        of("bigint unsigned", BigInteger.ONE.shiftLeft(63)),
        of("bigint unsigned", null));
  }

  private static Stream<Sample> floats() {
    return Stream.of(
        of("float", 0.1f),
        of("float", -3.4e38f),
        unspeakable("float", Float.MAX_VALUE),
        of("float", 16_777_216f),
        unspeakable("float", -0.0f),
        unspeakable("float", Float.MIN_VALUE),
        unspeakable("float", Float.NaN),
        unspeakable("float", Float.POSITIVE_INFINITY),
        unspeakable("float", Float.NEGATIVE_INFINITY),
        of("float", null),
        of("double", 0.1),
        of("double", Math.PI),
        of("double", -Double.MAX_VALUE),
        of("double", Double.MIN_NORMAL),
        of("double", 1e-7),
        of("double", 1e21),
        unspeakable("double", -0.0),
        unspeakable("double", Double.MIN_VALUE),
        unspeakable("double", Double.NaN),
        unspeakable("double", Double.POSITIVE_INFINITY),
        unspeakable("double", Double.NEGATIVE_INFINITY),
        of("double", null));
  }

  private static Stream<Sample> decimals() {
    return Stream.of(
        decimal("decimal(10,2)", "0.00"),
        decimal("decimal(10,2)", "-0.01"),
        decimal("decimal(18,0)", "-999999999999999999"),
        decimal("decimal(18,18)", "0.000000000000000001"),
        of("decimal(18,0)", null),
        decimal("decimal(38,0)", "99999999999999999999999999999999999999"),
        decimal("decimal(38,10)", "-9999999999999999999999999999.9999999999"),
        decimal("decimal(38,38)", "0.00000000000000000000000000000000000001"),
        decimal("decimal(20,4)", "18446744073709.5516"),
        of("decimal(38,10)", null));
  }

  private static Sample decimal(String type, String value) {
    return new Sample(type, new BigDecimal(value), "'" + value + "'");
  }

  private static Stream<Sample> times() {
    return Stream.of(
        of("timestamp", 0L),
        of("timestamp", -1L),
        of("timestamp", -86_400_001L),
        of("timestamp", 1_767_225_600_123L),
        of("timestamp", null));
  }

  private static Stream<Sample> texts(String type) {
    String control = "\u0001\u0002\u0007\b\t\n\u000b\f\r\u001b\u001f\u007f";
    return Stream.of(
        text(type + "(40)", "plain"),
        text(type + "(40)", ""),
        text(type + "(40)", " "),
        text(type + "(40)", "NULL"),
        text(type + "(40)", "it's \"quoted\" `so` 'twice''"),
        text(type + "(40)", "C:\\new\\table\\"),
        text(type + "(40)", "100% _like_ \\% \\_"),
        text(type + "(40)", "{\"a\":[1,null]}"),
        text(type + "(40)", control),
        text(type + "(40)", "é 数据 😀 \u200d\ufeff"),
        text(type + "(3)", "abc"),
        text(type + "(4000)", "x".repeat(4000)),
        of(type + "(40)", null));
  }

  private static Sample text(String type, String value) {
    return new Sample(type, value, quoted(value));
  }

  /** Text as an SQL literal. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static Stream<Sample> bytes() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    return Stream.of(
        hexed("varbinary(300)", every),
        hexed("varbinary(300)", new byte[] {0}),
        hexed("varbinary(300)", "text \\x00".getBytes(StandardCharsets.UTF_8)),
        new Sample("varbinary(300)", new byte[0], "''"),
        of("varbinary(300)", null),
        hexed("blob", every),
        of("blob", null),
        new Sample("geometry(100)", POINT, "'point(1 2)'"),
        new Sample("geometry(100)", LINE, "'linestring(1 2, 3 4)'"),
        of("geometry(100)", null));
  }

  private static Sample hexed(String type, byte[] value) {
    return new Sample(type, value, "'\\x" + HexFormat.of().formatHex(value) + "'");
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  public boolean hasLiteral() {
    return literal != null;
  }

  ColumnType columnType() {
    return ColumnType.parse(type);
  }

  /** Whether a tag can have the type. */
  public boolean canBeTag() {
    return !type.startsWith("decimal") && !type.equals("blob");
  }

  @Override
  public String toString() {
    String shown = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    return type + " " + (shown.length() > 50 ? shown.length() + " characters" : shown);
  }
}
