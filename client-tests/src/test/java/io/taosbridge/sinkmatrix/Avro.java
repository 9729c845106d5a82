package io.taosbridge.sinkmatrix;

import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** Avro's bytes, as Apicurio's converter makes and reads them, but without its registry. */
final class Avro extends StructFormat {

  private final AvroData data = new AvroData(100);

  @Override
  public String title() {
    return "Avro";
  }

  @Override
  SchemaAndValue convert(String topic, Schema schema, Struct value) {
    org.apache.avro.Schema avro = data.fromConnectSchema(schema);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(avro).write(data.fromConnectData(schema, value), encoder);
      encoder.flush();
      Object read =
          new GenericDatumReader<>(avro)
              .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      return data.toConnectData(avro, read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
