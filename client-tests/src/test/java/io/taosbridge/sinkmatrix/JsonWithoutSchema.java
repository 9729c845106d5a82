package io.taosbridge.sinkmatrix;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.contract.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/** JSON as applications write it: the options tell the types of columns. */
final class JsonWithoutSchema implements Format {

  private final JsonConverter converter = new JsonConverter();

  JsonWithoutSchema() {
    converter.configure(Map.of("schemas.enable", "false"), false);
  }

  @Override
  public String title() {
    return "JSON without schema";
  }

  @Override
  public Map<String, String> options(Precision precision, Collection<Table> tables) {
    Map<String, String> options = new HashMap<>();
    options.put("timestamp.unit", precision.symbol());
    for (Table table : tables) {
      TypeCase type = table.type();
      String sql = type.type().toSql();
      String start = "topic." + table.name() + ".";
      options.put(start + "tags", "g");
      options.put(
          start + "types",
          (type.canBeColumn() ? "v:" + sql : "v:INT")
              + ","
              + (type.canBeTag() ? "g:" + sql : "g:INT"));
    }
    return options;
  }

  @Override
  public Fate fate(TypeCase type, Way way) {
    if (!type.isFinite()) {
      return Fate.NO_FORM;
    }
    return isBytes(type.type().type()) ? Fate.REFUSED : Fate.WRITTEN;
  }

  private static boolean isBytes(DataType type) {
    return switch (type) {
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> true;
      default -> false;
    };
  }

  @Override
  public boolean has(Sample sample, Way way) {
    boolean finite = !StructFormat.lostInJson(sample.value());
    boolean spoken = way.method() != Way.Method.SQL || sample.hasLiteral();
    return finite && (spoken || sample.type().equals("json"));
  }

  @Override
  public String refusal(TypeCase type, Way way) {
    return "JSON with a schema";
  }

  @Override
  public SchemaAndValue value(Table table, int row) {
    TypeCase type = table.type();
    Object sample = of(type.samples().get(row).value());
    Map<String, Object> value = new HashMap<>();
    value.put("ts", time(table.precision(), row));
    value.put("v", type.canBeColumn() ? sample : (Object) TypeCase.otherTag(row));
    value.put("g", type.canBeTag() ? sample : (Object) TypeCase.otherTag(row));
    return converter.toConnectData(
        table.name(), converter.fromConnectData(table.name(), null, value));
  }

  /** Numbers that the converter would cut to 64 bits or to a double are text. */
  private static Object of(Object value) {
    boolean big = value instanceof BigInteger || value instanceof BigDecimal;
    return big ? value.toString() : value;
  }

  @Override
  public String toString() {
    return title();
  }
}
