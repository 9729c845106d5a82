package io.taosbridge.sinkmatrix;

import io.taosbridge.block.Precision;
import io.taosbridge.contract.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;

/** Points in one of the schemaless protocols, as text or as its bytes. */
final class TextFormat implements Format {

  private final String title;
  private final TextProtocol protocol;
  private final Converter converter;
  private final Schema schema;

  private TextFormat(String title, TextProtocol protocol, Converter converter, Schema schema) {
    this.title = title;
    this.protocol = protocol;
    this.converter = converter;
    this.schema = schema;
    converter.configure(Map.of(), false);
  }

  static Format ofStrings(TextProtocol protocol) {
    return new TextFormat(
        "text, " + protocol.symbol(), protocol, new StringConverter(), Schema.STRING_SCHEMA);
  }

  static Format ofBytes(TextProtocol protocol) {
    return new TextFormat(
        "bytes, " + protocol.symbol(), protocol, new ByteArrayConverter(), Schema.BYTES_SCHEMA);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  public Map<String, String> options(Precision precision, Collection<Table> tables) {
    return Map.of("input.format", protocol.symbol(), "text.precision", precision.symbol());
  }

  @Override
  public Fate fate(TypeCase type, Way way) {
    return protocol.fate(type, way);
  }

  @Override
  public boolean has(Sample sample, Way way) {
    return protocol.has(sample, way);
  }

  @Override
  public String refusal(TypeCase type, Way way) {
    return protocol.refusal(type, way);
  }

  @Override
  public SchemaAndValue value(Table table, int row) {
    String text = protocol.point(table, row, time(table.precision(), row));
    Object value =
        schema.type() == Schema.Type.BYTES ? text.getBytes(StandardCharsets.UTF_8) : text;
    return converter.toConnectData(
        table.name(), converter.fromConnectData(table.name(), schema, value));
  }

  @Override
  public long time(Precision precision, int row) {
    return protocol.time(precision, row);
  }

  @Override
  public Stored expected(Table table, int row) {
    return new Stored(
        time(table.precision(), row),
        table.type().samples().get(row).value(),
        protocol.tag(table, row));
  }

  @Override
  public List<String> columns() {
    return protocol.columns();
  }

  @Override
  public String toString() {
    return title;
  }
}
