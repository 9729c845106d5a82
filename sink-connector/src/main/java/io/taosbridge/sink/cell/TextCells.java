package io.taosbridge.sink.cell;

import static io.taosbridge.sink.cell.CellWriters.isDecimal;
import static io.taosbridge.sink.cell.CellWriters.isInteger;
import static io.taosbridge.sink.cell.CellWriters.mismatch;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Utf8;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.FieldValues;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.record.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/**
 * Writes text, and numbers as text, into VARCHAR (bounded in bytes of UTF-8), NCHAR (bounded in
 * characters) and JSON.
 */
final class TextCells {

  private static final int MAX_JSON_TAG = 4095;

  private final ColumnType column;
  private final Lengths lengths;
  private final int limit;

  TextCells(ColumnType column, TooLong tooLong) {
    this.column = column;
    this.lengths = new Lengths(column, tooLong);
    this.limit = column.type() == DataType.JSON ? MAX_JSON_TAG : column.length();
  }

  CellWriter of(Schema field) {
    if (field.type() == Schema.Type.STRING) {
      return column.type() == DataType.NCHAR ? new Nchar() : new Varchar();
    }
    if (field.type() == Schema.Type.BYTES && !isDecimal(field)) {
      return column.type() == DataType.NCHAR
          ? (value, to) -> nchar(Texts.of(value), to)
          : (value, to) -> varchar(ByteCells.toBytes(value), to);
    }
    boolean number =
        isInteger(field)
            || isDecimal(field)
            || field.type() == Schema.Type.BOOLEAN
            || field.type() == Schema.Type.FLOAT32
            || field.type() == Schema.Type.FLOAT64;
    if (!number || column.type() == DataType.JSON) {
      throw mismatch(field, column);
    }
    return column.type() == DataType.NCHAR
        ? (value, to) -> nchar(Texts.of(value), to)
        : (value, to) -> varchar(Texts.of(value), to);
  }

  /** Writes text into VARCHAR or JSON. */
  private final class Varchar implements CellWriter {

    @Override
    public void write(Object value, ValueAppender to) {
      varchar((String) value, to);
    }

    @Override
    public void writeAll(FieldValues values, int count, ValueBuffer to) {
      for (int i = 0; i < count; i++) {
        if (values.kind(i) == FieldValues.TEXT && values.textLength(i) <= limit) {
          to.appendBytes(values.textBytes(i), values.textFrom(i), values.textLength(i));
        } else {
          writeAny(values, i, to);
        }
      }
    }
  }

  /** Writes text into NCHAR. */
  private final class Nchar implements CellWriter {

    @Override
    public void write(Object value, ValueAppender to) {
      nchar((String) value, to);
    }

    @Override
    public void writeAll(FieldValues values, int count, ValueBuffer to) {
      for (int i = 0; i < count; i++) {
        if (values.kind(i) == FieldValues.TEXT && characters(values, i) <= limit) {
          to.appendBytes(values.textBytes(i), values.textFrom(i), values.textLength(i));
        } else {
          writeAny(values, i, to);
        }
      }
    }

    /** No fewer than there are; exactly as many if it matters. */
    private int characters(FieldValues values, int index) {
      int length = values.textLength(index);
      return length <= limit
          ? length
          : Utf8.characters(values.textBytes(index), values.textFrom(index), length);
    }
  }

  private void varchar(String text, ValueAppender to) {
    if ((long) text.length() * Utf8.MAX_BYTES_PER_CHAR <= limit || Utf8.length(text) <= limit) {
      to.appendString(text);
      return;
    }
    varchar(text.getBytes(StandardCharsets.UTF_8), to);
  }

  private void varchar(byte[] text, ValueAppender to) {
    if (text.length <= limit) {
      to.appendBytes(text);
      return;
    }
    lengths.requireTruncation(text.length, "bytes");
    int end = limit;
    // Not inside a character: the bytes after its first one are 10xxxxxx.
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    to.appendBytes(Arrays.copyOf(text, end));
  }

  private void nchar(String text, ValueAppender to) {
    if (text.length() > limit) {
      int characters = text.codePointCount(0, text.length());
      if (characters > limit) {
        lengths.requireTruncation(characters, "characters");
        to.appendString(text.substring(0, text.offsetByCodePoints(0, limit)));
        return;
      }
    }
    to.appendString(text);
  }
}
