package io.taosbridge.embedded.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.engine.ResultField;
import io.taosbridge.embedded.engine.SqlResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Writes a result as JSON (rest.md, section 5). */
final class RestJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final ZoneId zone;
  private final boolean rowWithMeta;
  private final Long started;

  /**
   * @param started when the request came, if the reply is to say how long it took; else null
   */
  RestJson(ZoneId zone, boolean rowWithMeta, Long started) {
    this.zone = zone;
    this.rowWithMeta = rowWithMeta;
    this.started = started;
  }

  String write(SqlResult result) {
    if (result instanceof SqlResult.Rows rows) {
      return write(rows);
    }
    long affected = ((SqlResult.Update) result).affectedRows();
    ResultField field = new ResultField("affected_rows", ColumnType.of(DataType.INT));
    return write(
        new SqlResult.Rows(
            List.of(field),
            Precision.MILLISECONDS,
            List.<Object[]>of(new Object[] {Math.toIntExact(affected)})));
  }

  private String write(SqlResult.Rows rows) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("code", 0);
      json.writeArrayFieldStart("column_meta");
      for (ResultField field : rows.fields()) {
        json.writeStartArray();
        json.writeString(field.name());
        json.writeString(nameOf(field.type()));
        json.writeNumber(Widths.declared(field.type()));
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("data");
      for (Object[] row : rows.rows()) {
        writeRow(json, rows, row);
      }
      json.writeEndArray();
      json.writeNumberField("rows", rows.rows().size());
      if (started != null) {
        json.writeNumberField("timing", System.nanoTime() - started);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String nameOf(ColumnType type) {
    return type.type().isDecimal() ? type.toSql() : type.type().sqlName();
  }

  private void writeRow(JsonGenerator json, SqlResult.Rows rows, Object[] row) throws IOException {
    if (rowWithMeta) {
      json.writeStartObject();
    } else {
      json.writeStartArray();
    }
    for (int i = 0; i < row.length; i++) {
      ResultField field = rows.fields().get(i);
      if (rowWithMeta) {
        json.writeFieldName(field.name());
      }
      writeValue(json, field.type(), rows.precision(), row[i]);
    }
    if (rowWithMeta) {
      json.writeEndObject();
    } else {
      json.writeEndArray();
    }
  }

  private void writeValue(JsonGenerator json, ColumnType type, Precision precision, Object value)
      throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (type.type()) {
      case BOOL -> json.writeBoolean((Boolean) value);
      case FLOAT -> writeFloat(json, ((Number) value).floatValue());
      case DOUBLE -> writeDouble(json, ((Number) value).doubleValue());
      case DECIMAL64, DECIMAL128 ->
          json.writeString(((BigDecimal) value).setScale(type.scale()).toPlainString());
      case TIMESTAMP -> json.writeString(time(((Number) value).longValue(), precision));
      case VARCHAR, NCHAR -> json.writeString(text(value));
      case JSON -> json.writeRawValue(text(value));
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB ->
          json.writeString(HexFormat.of().formatHex((byte[]) value));
      default -> json.writeNumber(value.toString());
    }
  }

  private static void writeFloat(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeRawValue(ShortestDecimal.of(value));
    } else {
      json.writeNull();
    }
  }

  private static void writeDouble(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeRawValue(ShortestDecimal.of(value));
    } else {
      json.writeNull();
    }
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : (String) value;
  }

  /** RFC 3339 with as many digits after the second as the unit has. */
  private String time(long value, Precision precision) {
    long perSecond = precision.unitsPerSecond();
    long seconds = Math.floorDiv(value, perSecond);
    long fraction = Math.floorMod(value, perSecond);
    ZonedDateTime time =
        Instant.ofEpochSecond(seconds, fraction * (NANOS_PER_SECOND / perSecond)).atZone(zone);
    int digits = precision.unitsPerSecond() == NANOS_PER_SECOND ? 9 : precision.code() * 3 + 3;
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02dT%02d:%02d:%02d.%0" + digits + "d%s",
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        fraction,
        offset(time.getOffset()));
  }

  private static String offset(ZoneOffset offset) {
    if (offset.equals(ZoneOffset.UTC)) {
      return "Z";
    }
    int minutes = offset.getTotalSeconds() / 60;
    return String.format(
        Locale.ROOT,
        "%s%02d:%02d",
        minutes < 0 ? "-" : "+",
        Math.abs(minutes) / 60,
        Math.abs(minutes) % 60);
  }
}
