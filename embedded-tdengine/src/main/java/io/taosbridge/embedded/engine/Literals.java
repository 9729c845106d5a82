package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.sql.Expr;
import java.math.BigInteger;
import java.util.Optional;

/** Constants, with the types the server gives them. */
final class Literals {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Literals() {}

  /** Empty if the expression is not a literal. */
  static Optional<Compiled> compile(Expr expression, Precision precision) {
    if (expression instanceof Expr.Null) {
      return Optional.of(Compiled.constant(ColumnType.of(DataType.VARCHAR, 0), null));
    }
    if (expression instanceof Expr.Bool bool) {
      return Optional.of(Compiled.constant(ColumnType.of(DataType.BOOL), bool.value()));
    }
    if (expression instanceof Expr.Int integer) {
      return Optional.of(integer(integer.value()));
    }
    if (expression instanceof Expr.Decimal decimal) {
      return Optional.of(
          Compiled.constant(ColumnType.of(DataType.DOUBLE), Double.parseDouble(decimal.text())));
    }
    if (expression instanceof Expr.Text text) {
      ColumnType type = ColumnType.of(DataType.VARCHAR, Texts.utf8Length(text.value()));
      return Optional.of(Compiled.constant(type, text.value()));
    }
    if (expression instanceof Expr.Duration span) {
      return Optional.of(
          Compiled.constant(ColumnType.of(DataType.BIGINT), Times.units(span, precision)));
    }
    return Optional.empty();
  }

  private static Compiled integer(BigInteger value) {
    if (Numbers.fits(value, DataType.BIGINT)) {
      return Compiled.constant(ColumnType.of(DataType.BIGINT), value.longValue());
    }
    if (Numbers.fits(value, DataType.UBIGINT)) {
      return Compiled.constant(ColumnType.of(DataType.UBIGINT), value);
    }
    return Compiled.constant(ColumnType.of(DataType.DOUBLE), value.doubleValue());
  }

  /** What a JSON text holds, to be compared; null for JSON's null. */
  static Object ofJson(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.isTextual()) {
        return node.textValue();
      }
      if (node.isBoolean()) {
        return node.booleanValue();
      }
      return node.isNumber() ? (Object) node.doubleValue() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
