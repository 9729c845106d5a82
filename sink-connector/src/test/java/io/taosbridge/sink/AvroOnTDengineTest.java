package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.utils.converter.avro.AvroData;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.SchemaParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values as an Avro converter makes them, through Avro's own bytes. */
@Timeout(120)
class AvroOnTDengineTest {

  private static final Schema METER =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Meter", "fields": [
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                {"name": "tod", "type": {"type": "int", "logicalType": "time-millis"}},
                {"name": "count", "type": "long"},
                {"name": "ratio", "type": ["null", "float"]},
                {"name": "price", "type":
                  {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
                {"name": "state", "type":
                  {"type": "enum", "name": "State", "symbols": ["ON", "OFF"]}},
                {"name": "raw", "type": {"type": "fixed", "name": "Raw", "size": 2}},
                {"name": "place", "type": {"type": "record", "name": "Place", "fields": [
                  {"name": "city", "type": "string"},
                  {"name": "floor", "type": ["null", "int"]}]}}
              ]}""");

  private final AvroData avro = new AvroData(10);
  private final TestServer server = new TestServer();
  private final SinkHarness sink = new SinkHarness(server);

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  @Test
  void goIntoColumnsOfTheirLogicalTypes() {
    // Given
    GenericRecord place = new GenericData.Record(METER.getField("place").schema());
    place.put("city", "Bern");
    GenericRecord meter = new GenericData.Record(METER);
    meter.put("at", SinkHarness.RECORD_TIME);
    meter.put("day", 1);
    meter.put("tod", 61_000);
    meter.put("count", 1L << 60);
    meter.put("price", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()));
    meter.put("state", new GenericData.EnumSymbol(METER.getField("state").schema(), "ON"));
    meter.put("raw", new GenericData.Fixed(METER.getField("raw").schema(), new byte[] {1, 2}));
    meter.put("place", place);
    sink.with("nested", "flatten").with("tags", "place.city").with("table", "m_${value.state}");

    // When
    sink.record(null, read(METER, meter), new ConnectHeaders()).write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("air"))
        .containsExactly(
            "at timestamp 8",
            "day timestamp 8",
            "tod int 4",
            "count bigint 8",
            "ratio float 4",
            "price decimal(10, 2) 8",
            "state varchar 255",
            "raw varbinary 255",
            "place_floor int 4",
            "place_city varchar 255 tag");
    assertThat(
            server.query(
                "select tbname, at, day, tod, `count`, `ratio`, price, `state`, place_floor,"
                    + " place_city from $db.air"))
        .containsExactly(
            "m_ON "
                + SinkHarness.RECORD_TIME
                + " 86400000 61000 "
                + (1L << 60)
                + " null 12.34 ON null Bern");
  }

  @Test
  void keepWhatTheSourceSaysOfItsTables() {
    // Given
    org.apache.kafka.connect.data.Schema schema =
        SchemaBuilder.struct()
            .name("air")
            .parameter(SchemaParameters.DATABASE, server.database())
            .parameter(SchemaParameters.STABLE, "copied")
            .parameter(SchemaParameters.PRECISION, "ns")
            .field(
                "ts", FieldSchemas.required(ColumnType.parse("TIMESTAMP"), Precision.NANOSECONDS))
            .field(
                "u",
                FieldSchemas.column(ColumnType.parse("BIGINT UNSIGNED"), Precision.NANOSECONDS))
            .field("n", FieldSchemas.column(ColumnType.parse("NCHAR(5)"), Precision.NANOSECONDS))
            .field("g", FieldSchemas.tag(ColumnType.parse("SMALLINT"), Precision.NANOSECONDS))
            .field("tbname", org.apache.kafka.connect.data.Schema.STRING_SCHEMA)
            .build();
    Struct row =
        new Struct(schema)
            .put("ts", 1_714_557_600_000_000_001L)
            .put("u", new BigDecimal("18446744073709551615"))
            .put("n", "\u4e2d")
            .put("g", (short) 7)
            .put("tbname", "child");
    sink.with("database", "${database}").with("stable", "${stable}");

    // When
    sink.record(
            null,
            read(avro.fromConnectSchema(schema), avro.fromConnectData(schema, row)),
            new ConnectHeaders())
        .write();

    // Then
    assertThat(sink.reporter.reasons).isEmpty();
    assertThat(server.describe("copied"))
        .containsExactly("ts timestamp 8", "u bigint unsigned 8", "n nchar 5", "g smallint 2 tag");
    assertThat(server.query("select tbname, ts, u, n, g from $db.copied"))
        .containsExactly("child 1714557600000000001 18446744073709551615 \u4e2d 7");
  }

  /** What a converter makes of the bytes of a value. */
  private SchemaAndValue read(Schema schema, Object value) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(schema).write(value, encoder);
      encoder.flush();
      Object decoded =
          new GenericDatumReader<>(schema)
              .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      return avro.toConnectData(schema, decoded);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
