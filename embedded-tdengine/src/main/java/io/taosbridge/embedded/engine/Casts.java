package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CAST. */
final class Casts {

  private final Session session;
  private final Precision precision;

  Casts(Session session, Precision precision) {
    this.session = session;
    this.precision = precision;
  }

  Compiled compile(Compiled operand, ColumnType target) {
    ColumnType type = withLength(target, operand.type());
    return Compiled.strict(type, List.of(operand), x -> cast(x[0], operand.type(), type));
  }

  /** A text without declared length is as long as what it is made of. */
  private static ColumnType withLength(ColumnType target, ColumnType source) {
    boolean undeclared = target.type().isVariable() && target.length() == 0;
    if (!undeclared || Texts.isBlob(target.type())) {
      return target;
    }
    return ColumnType.of(target.type(), source.length() > 0 ? source.length() : 64);
  }

  private Object cast(Object value, ColumnType from, ColumnType to) {
    return switch (to.type()) {
      case BOOL -> Numbers.asDouble(value) != 0 || "true".equalsIgnoreCase(value.toString());
      case FLOAT -> (float) Numbers.asDouble(value);
      case DOUBLE -> Numbers.asDouble(value);
      case TIMESTAMP -> timestamp(value);
      case DECIMAL64, DECIMAL128 -> Numbers.decimal(exact(value), to);
      case VARCHAR, NCHAR -> shorten(text(value, from), to);
      case VARBINARY ->
          value instanceof byte[] ? value : text(value, from).getBytes(StandardCharsets.UTF_8);
      default -> Numbers.isInteger(to.type()) ? integer(value, to.type()) : value;
    };
  }

  private Object timestamp(Object value) {
    if (value instanceof String text) {
      return Times.parse(text, precision, session.zone())
          .orElseGet(() -> (long) Numbers.leadingNumber(text));
    }
    return exact(value).longValue();
  }

  private static Object integer(Object value, DataType type) {
    BigInteger whole = exact(value).setScale(0, RoundingMode.DOWN).toBigInteger();
    return switch (type) {
      case UTINYINT -> (short) (whole.intValue() & 0xff);
      case USMALLINT -> whole.intValue() & 0xffff;
      case UINT -> whole.longValue() & 0xffffffffL;
      case UBIGINT -> whole.and(BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE));
      default -> Numbers.ofType(whole, type);
    };
  }

  private static BigDecimal exact(Object value) {
    return value instanceof String text
        ? BigDecimal.valueOf(Numbers.leadingNumber(text))
        : Numbers.exact(value);
  }

  private String text(Object value, ColumnType from) {
    if (from.type() == DataType.TIMESTAMP) {
      return Times.text((Long) value, precision, session.zone());
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private static String shorten(String text, ColumnType to) {
    if (to.type() == DataType.NCHAR) {
      int characters = text.codePointCount(0, text.length());
      return characters <= to.length()
          ? text
          : text.substring(0, text.offsetByCodePoints(0, to.length()));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= to.length()
        ? text
        : new String(bytes, 0, to.length(), StandardCharsets.UTF_8);
  }
}
