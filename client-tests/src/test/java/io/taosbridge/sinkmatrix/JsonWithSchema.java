package io.taosbridge.sinkmatrix;

import io.taosbridge.contract.Sample;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** Kafka's JSON with the schema in each value. */
final class JsonWithSchema extends StructFormat {

  private final JsonConverter converter = new JsonConverter();

  JsonWithSchema() {
    converter.configure(Map.of("schemas.enable", "true"), false);
  }

  @Override
  public String title() {
    return "JSON with schema";
  }

  @Override
  public Fate fate(TypeCase type, Way way) {
    // The converter reads NaN and the infinities back as 0.
    return type.isFinite() ? super.fate(type, way) : Fate.NO_FORM;
  }

  @Override
  public boolean has(Sample sample, Way way) {
    return super.has(sample, way) && !lostInJson(sample.value());
  }

  @Override
  SchemaAndValue convert(String topic, Schema schema, Struct value) {
    return converter.toConnectData(topic, converter.fromConnectData(topic, schema, value));
  }
}
