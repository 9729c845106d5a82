package io.taosbridge.connect;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * The mapping between TDengine's types and the schemas of Connect's fields, both ways.
 *
 * <p>No value changes on the way from TDengine: each type goes to the smallest type of Connect that
 * holds all of its values. The parameter {@link SchemaParameters#TYPE} leads back to the same type.
 *
 * <p>Kafka's JsonConverter keeps them too, but for FLOAT and DOUBLE that are NaN or infinite, which
 * it reads back as 0, and for -0.0, which comes back as 0.0. Avro and Protobuf keep those.
 */
public final class FieldSchemas {

  /** Schema name of an INT64 that counts microseconds since 1970. */
  public static final String MICRO_TIMESTAMP = "io.taosbridge.time.MicroTimestamp";

  /** Schema name of an INT64 that counts nanoseconds since 1970. */
  public static final String NANO_TIMESTAMP = "io.taosbridge.time.NanoTimestamp";

  /** The parameter by which Connect's users tell how many digits a Decimal has. */
  static final String DECIMAL_PRECISION = "connect.decimal.precision";

  private static final int MAX_DECIMAL_PRECISION = 38;

  /** Length of the text and byte columns for fields of which nothing else is known. */
  private static final int UNKNOWN_LENGTH = 255;

  private FieldSchemas() {}

  /** The schema of a column that may be NULL. */
  public static Schema column(ColumnType type, Precision precision) {
    return builder(type, precision).optional().build();
  }

  /** The schema of a column that is never NULL, as the primary timestamp. */
  public static Schema required(ColumnType type, Precision precision) {
    return builder(type, precision).build();
  }

  /** The schema of a tag. */
  public static Schema tag(ColumnType type, Precision precision) {
    return builder(type, precision).parameter(SchemaParameters.TAG, "true").optional().build();
  }

  private static SchemaBuilder builder(ColumnType type, Precision precision) {
    SchemaBuilder builder =
        switch (type.type()) {
          case BOOL -> SchemaBuilder.bool();
          case TINYINT -> SchemaBuilder.int8();
          case SMALLINT, UTINYINT -> SchemaBuilder.int16();
          case INT, USMALLINT -> SchemaBuilder.int32();
          case BIGINT, UINT -> SchemaBuilder.int64();
          case UBIGINT -> Decimal.builder(0);
          case FLOAT -> SchemaBuilder.float32();
          case DOUBLE -> SchemaBuilder.float64();
          case DECIMAL64, DECIMAL128 ->
              Decimal.builder(type.scale())
                  .parameter(DECIMAL_PRECISION, Integer.toString(type.precision()));
          case VARCHAR, NCHAR, JSON -> SchemaBuilder.string();
          case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> SchemaBuilder.bytes();
          case TIMESTAMP -> timestamp(precision);
          case NULL -> throw new DataException("a column of type NULL has no schema");
        };
    return builder.parameter(SchemaParameters.TYPE, type.toSql());
  }

  private static SchemaBuilder timestamp(Precision precision) {
    SchemaBuilder builder =
        switch (precision) {
          case MILLISECONDS -> Timestamp.builder();
          case MICROSECONDS -> SchemaBuilder.int64().name(MICRO_TIMESTAMP);
          case NANOSECONDS -> SchemaBuilder.int64().name(NANO_TIMESTAMP);
        };
    return builder.parameter(SchemaParameters.PRECISION, precision.symbol());
  }

  /**
   * The type of a column for a field: the one its schema names, else the nearest one.
   *
   * @throws DataException if TDengine has no type for such a field, or the schema names one that
   *     does not exist
   */
  public static ColumnType typeOf(Schema field) {
    String named = parameters(field).get(SchemaParameters.TYPE);
    if (named == null) {
      return nearestType(field);
    }
    try {
      return ColumnType.parse(named);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "schema parameter " + SchemaParameters.TYPE + ": " + e.getMessage(), e);
    }
  }

  private static ColumnType nearestType(Schema field) {
    if (Decimal.LOGICAL_NAME.equals(field.name())) {
      return decimal(parameters(field));
    }
    if (isTimestamp(field)) {
      return ColumnType.of(DataType.TIMESTAMP);
    }
    return switch (field.type()) {
      case BOOLEAN -> ColumnType.of(DataType.BOOL);
      case INT8 -> ColumnType.of(DataType.TINYINT);
      case INT16 -> ColumnType.of(DataType.SMALLINT);
      case INT32 -> ColumnType.of(DataType.INT);
      case INT64 -> ColumnType.of(DataType.BIGINT);
      case FLOAT32 -> ColumnType.of(DataType.FLOAT);
      case FLOAT64 -> ColumnType.of(DataType.DOUBLE);
      case STRING -> ColumnType.of(DataType.VARCHAR, UNKNOWN_LENGTH);
      case BYTES -> ColumnType.of(DataType.VARBINARY, UNKNOWN_LENGTH);
      case ARRAY, MAP, STRUCT ->
          throw new DataException(
              "a field of type " + field.type() + " has no column type: flatten the record");
    };
  }

  private static boolean isTimestamp(Schema field) {
    return Timestamp.LOGICAL_NAME.equals(field.name())
        || MICRO_TIMESTAMP.equals(field.name())
        || NANO_TIMESTAMP.equals(field.name());
  }

  private static ColumnType decimal(Map<String, String> parameters) {
    try {
      int scale = Integer.parseInt(parameters.getOrDefault(Decimal.SCALE_FIELD, ""));
      int precision =
          Integer.parseInt(
              parameters.getOrDefault(DECIMAL_PRECISION, Integer.toString(MAX_DECIMAL_PRECISION)));
      if (scale >= 0 && scale <= precision && precision <= MAX_DECIMAL_PRECISION) {
        return ColumnType.decimal(precision, scale);
      }
    } catch (NumberFormatException e) {
      throw new DataException("a Decimal with the parameters " + parameters, e);
    }
    throw new DataException(
        "a Decimal with the parameters "
            + parameters
            + " fits no DECIMAL: at most 38 digits, and a scale from 0 to that number");
  }

  private static Map<String, String> parameters(Schema field) {
    return field.parameters() == null ? Map.of() : field.parameters();
  }
}
