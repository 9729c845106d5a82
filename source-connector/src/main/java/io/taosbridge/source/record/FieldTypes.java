package io.taosbridge.source.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.CellReader;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.geometry.Wkt;
import io.taosbridge.source.config.TimestampFormat;
import io.taosbridge.source.config.TypeOptions;
import java.math.BigDecimal;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/** Chooses what columns and tags become in structs and maps. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
final class FieldTypes {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TypeOptions options;
  private final Precision precision;
  private final boolean schemaless;

  /**
   * @param precision of the database
   * @param schemaless whether values must be of classes that converters know without a schema
   */
  FieldTypes(TypeOptions options, Precision precision, boolean schemaless) {
    this.options = options;
    this.precision = precision;
    this.schemaless = schemaless;
  }

  FieldType of(RowField field) {
    return switch (field.type().type()) {
      case TIMESTAMP -> timestamp(field);
      case DECIMAL64, DECIMAL128, UBIGINT ->
          options.decimalsAsText() || schemaless ? digits(field) : usual(field);
      case GEOMETRY -> options.geometriesAsText() ? wkt(field) : usual(field);
      case JSON -> options.jsonAsMap() ? map(field) : usual(field);
      default -> usual(field);
    };
  }

  private FieldType usual(RowField field) {
    Schema schema =
        switch (field.kind()) {
          case PRIMARY_TIMESTAMP -> FieldSchemas.required(field.type(), precision);
          case COLUMN -> FieldSchemas.column(field.type(), precision);
          case TAG -> FieldSchemas.tag(field.type(), precision);
          case TABLE_NAME -> Schema.STRING_SCHEMA;
        };
    return new FieldType(schema, CellReader.of(field.type(), precision), true);
  }

  private static Schema schema(RowField field, SchemaBuilder builder) {
    builder.parameter(SchemaParameters.TYPE, field.type().toSql());
    if (field.kind() == RowField.Kind.TAG) {
      builder.parameter(SchemaParameters.TAG, "true");
    }
    return field.kind() == RowField.Kind.PRIMARY_TIMESTAMP
        ? builder.build()
        : builder.optional().build();
  }

  private FieldType timestamp(RowField field) {
    if (options.timestamps() == TimestampFormat.LOGICAL) {
      LongUnaryOperator toMillis = exact(field, Precision.MILLISECONDS);
      return new FieldType(
          schema(field, Timestamp.builder().parameter(SchemaParameters.PRECISION, "ms")),
          (column, row) ->
              column.isNull(row) ? null : new Date(toMillis.applyAsLong(column.getLong(row))),
          precision == Precision.MILLISECONDS);
    }
    if (options.timestamps() == TimestampFormat.AUTO && !schemaless) {
      return usual(field);
    }
    Precision unit = options.timestampUnit() == null ? precision : options.timestampUnit();
    LongUnaryOperator toUnit = exact(field, unit);
    return new FieldType(
        schema(field, SchemaBuilder.int64().parameter(SchemaParameters.PRECISION, unit.symbol())),
        (column, row) -> column.isNull(row) ? null : toUnit.applyAsLong(column.getLong(row)),
        unit == precision);
  }

  private LongUnaryOperator exact(RowField field, Precision unit) {
    LongUnaryOperator convert = precision.to(unit);
    return time -> {
      try {
        return convert.applyAsLong(time);
      } catch (ArithmeticException e) {
        throw new DataException(
            "field "
                + field.name()
                + ": "
                + e.getMessage()
                + ". Set "
                + TypeOptions.TIMESTAMP_FORMAT
                + " or "
                + TypeOptions.TIMESTAMP_UNIT
                + " to what holds all times",
            e);
      }
    };
  }

  private static FieldType digits(RowField field) {
    return new FieldType(
        schema(field, SchemaBuilder.string()),
        (column, row) -> {
          Object value = column.getObject(row);
          return value instanceof BigDecimal number
              // By the scale of the field, which blocks of altered tables do not have.
              ? new BigDecimal(number.unscaledValue(), field.type().scale()).toPlainString()
              : text(value);
        },
        true);
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static FieldType wkt(RowField field) {
    return new FieldType(
        schema(field, SchemaBuilder.string()),
        (column, row) -> {
          byte[] binary = column.getBytes(row);
          return binary == null ? null : Wkt.ofBinary(binary);
        },
        false);
  }

  private FieldType map(RowField field) {
    return new FieldType(
        schema(field, SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)),
        (column, row) -> {
          String json = column.getString(row);
          return json == null ? null : members(field, json);
        },
        false);
  }

  private Map<String, Object> members(RowField field, String json) {
    Map<String, Object> members = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonNode> member : JSON.readTree(json).properties()) {
        JsonNode value = member.getValue();
        members.put(
            member.getKey(),
            schemaless ? JSON.convertValue(value, Object.class) : memberText(value));
      }
    } catch (JsonProcessingException e) {
      throw new DataException("tag " + field.name() + " is not JSON: " + json, e);
    }
    return members;
  }

  private static String memberText(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
