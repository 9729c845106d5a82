package io.taosbridge.bench.micro;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Allocates records again, and does nothing else: a Struct with its values, of which numbers and
 * times are boxed anew and texts are at hand, and the record with headers that all share.
 */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
final class LeastRecords {

  private final List<SourceRecord> models;
  private final Schema schema;
  private final Field[] fields;
  private final Object[][] columns;
  private final ConnectHeaders headers;

  LeastRecords(List<SourceRecord> models) {
    this.models = List.copyOf(models);
    this.schema = models.get(0).valueSchema();
    this.headers = new ConnectHeaders(models.get(0).headers());
    // Without names, of which put would make texts.
    this.fields =
        schema.fields().stream()
            .map(field -> new Field(null, field.index(), field.schema()))
            .toArray(Field[]::new);
    this.columns =
        schema.fields().stream()
            .map(
                field ->
                    models.stream().map(model -> ((Struct) model.value()).get(field)).toArray())
            .toArray(Object[][]::new);
  }

  List<SourceRecord> allocate() {
    List<SourceRecord> records = new ArrayList<>(models.size());
    for (int row = 0; row < models.size(); row++) {
      SourceRecord model = models.get(row);
      Struct struct = new Struct(schema);
      for (int i = 0; i < fields.length; i++) {
        struct.put(fields[i], anew(columns[i][row]));
      }
      records.add(
          new SourceRecord(
              model.sourcePartition(),
              model.sourceOffset(),
              model.topic(),
              model.kafkaPartition(),
              model.keySchema(),
              model.key(),
              schema,
              struct,
              model.timestamp(),
              headers));
    }
    return records;
  }

  private static Object anew(Object value) {
    if (value instanceof Long number) {
      return Long.valueOf(number.longValue());
    } else if (value instanceof Integer number) {
      return Integer.valueOf(number.intValue());
    } else if (value instanceof Double number) {
      return Double.valueOf(number.doubleValue());
    } else if (value instanceof Float number) {
      return Float.valueOf(number.floatValue());
    } else if (value instanceof Short number) {
      return Short.valueOf(number.shortValue());
    } else if (value instanceof Date time) {
      return new Date(time.getTime());
    }
    return value;
  }
}
