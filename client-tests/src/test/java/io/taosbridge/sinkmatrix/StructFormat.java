package io.taosbridge.sinkmatrix;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.contract.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Values with a schema, which tells the types of columns as those of the source do. */
abstract class StructFormat implements Format {

  private static final ColumnType INT = ColumnType.of(DataType.INT);
  private static final ColumnType TIMESTAMP = ColumnType.of(DataType.TIMESTAMP);

  /** The value after the converter has written and read it. */
  abstract SchemaAndValue convert(String topic, Schema schema, Struct value);

  @Override
  public Map<String, String> options(Precision precision, Collection<Table> tables) {
    return Map.of();
  }

  @Override
  public Fate fate(TypeCase type, Way way) {
    boolean sql = way.method() == Way.Method.SQL;
    return sql && !type.isFinite() ? Fate.REFUSED : Fate.WRITTEN;
  }

  /** What the contract of the client says that SQL does not have. */
  @Override
  public boolean has(Sample sample, Way way) {
    boolean unspeakable = !sample.hasLiteral() && isFiniteNumber(sample.value());
    return way.method() != Way.Method.SQL || !unspeakable;
  }

  /** Where such numbers can be written. */
  @Override
  public String refusal(TypeCase type, Way way) {
    return "ws:// or taos://";
  }

  @Override
  public SchemaAndValue value(Table table, int row) {
    TypeCase type = table.type();
    Precision precision = table.precision();
    Object sample = type.samples().get(row).value();
    Schema time = FieldSchemas.required(TIMESTAMP, precision);
    Schema column = FieldSchemas.column(type.canBeColumn() ? type.type() : INT, precision);
    Schema tag = FieldSchemas.tag(type.canBeTag() ? type.type() : INT, precision);
    Schema schema =
        SchemaBuilder.struct()
            .name("row." + table.name())
            .field("ts", time)
            .field("v", column)
            .field("g", tag)
            .build();
    Object other = TypeCase.otherTag(row);
    Struct value =
        new Struct(schema)
            .put("ts", of(time, time(precision, row)))
            .put("v", of(column, type.canBeColumn() ? sample : other))
            .put("g", of(tag, type.canBeTag() ? sample : other));
    return convert(table.name(), schema, value);
  }

  private static boolean isFiniteNumber(Object value) {
    return (value instanceof Float || value instanceof Double)
        && Double.isFinite(((Number) value).doubleValue());
  }

  private static Object of(Schema schema, Object value) {
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    return Timestamp.LOGICAL_NAME.equals(schema.name()) && value != null
        ? Timestamp.toLogical(schema, (Long) value)
        : value;
  }

  /** Whether a value is one that Kafka's converter of JSON turns into another. */
  static boolean lostInJson(Object value) {
    return (value instanceof Float || value instanceof Double)
        && (!Double.isFinite(((Number) value).doubleValue())
            || Double.doubleToLongBits(((Number) value).doubleValue())
                == Double.doubleToLongBits(-0.0));
  }

  @Override
  public String toString() {
    return title();
  }
}
