package io.taosbridge.transport.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reply to {@code /rest/sql}, read while it arrives (rest.md, sections 5 and 6): the fields at
 * once, the rows block by block, and behind them their number, which is compared.
 */
final class SqlReply implements AutoCloseable {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // tags bring any names
          .build();
  private static final int MAX_BLOCK_ROWS = 4096;
  private static final int MAX_BLOCK_LENGTH = 1 << 20;
  private static final int MAX_DECIMAL_DIGITS = 38;
  private static final int MAX_LENGTH = 1 << 24;
  private static final String AFFECTED_ROWS = "affected_rows";

  private final RestReply reply;
  private final JsonParser parser;
  private final TimeReader times;
  private List<Field> fields = List.of();
  private List<CellReader> cells = List.of();
  private long rows;
  private boolean atEnd;

  private SqlReply(RestReply reply, JsonParser parser, TimeReader times) {
    this.reply = reply;
    this.parser = parser;
    this.times = times;
  }

  /**
   * Reads up to the first row.
   *
   * @param zone in which the server writes times
   * @param what the call in words, for the error that the reply may tell; or null
   */
  static SqlReply open(RestReply reply, ZoneId zone, Context context, String what) {
    if (reply.status() != 200) {
      throw RestErrors.of(reply, context, what);
    }
    boolean opened = false;
    try {
      JsonParser parser =
          JSON.createParser(new InputStreamReader(reply.body(), StandardCharsets.ISO_8859_1));
      SqlReply sql = new SqlReply(reply, parser, new TimeReader(zone));
      sql.readHead(context, what);
      opened = true;
      return sql;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(reply, e);
    } finally {
      if (!opened) {
        reply.close();
      }
    }
  }

  private void readHead(Context context, String what) throws IOException {
    int code = 0;
    String text = "";
    expect(JsonToken.START_OBJECT, parser.nextToken());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "code" -> {
          expect(JsonToken.VALUE_NUMBER_INT, parser.currentToken());
          code = parser.getIntValue();
        }
        case "desc" -> text = RawText.text(parser.getText());
        case "column_meta" -> readFields();
        case "data" -> {
          expect(JsonToken.START_ARRAY, parser.currentToken());
          if (code != 0 || fields.isEmpty()) {
            throw new IllegalArgumentException("rows without columns");
          }
          return;
        }
        default -> parser.skipChildren();
      }
    }
    if (code == 0) {
      throw new IllegalArgumentException("neither rows nor an error");
    }
    throw Errors.of(code, text, reply.requestId(), context, what);
  }

  private void readFields() throws IOException {
    List<Field> read = new ArrayList<>();
    expect(JsonToken.START_ARRAY, parser.currentToken());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.START_ARRAY, parser.currentToken());
      expect(JsonToken.VALUE_STRING, parser.nextToken());
      String name = RawText.text(parser.getText());
      expect(JsonToken.VALUE_STRING, parser.nextToken());
      String type = parser.getText();
      expect(JsonToken.VALUE_NUMBER_INT, parser.nextToken());
      read.add(new Field(name, columnType(type, parser.getIntValue())));
      expect(JsonToken.END_ARRAY, parser.nextToken());
    }
    fields = List.copyOf(read);
    cells = read.stream().map(field -> CellReader.of(field.type(), times)).toList();
  }

  private static ColumnType columnType(String name, int length) {
    if (name.equals(DataType.NULL.sqlName())) {
      return ColumnType.of(DataType.NULL);
    }
    ColumnType type = ColumnType.parse(name);
    boolean valid =
        length >= 0
            && length <= MAX_LENGTH
            && type.precision() <= MAX_DECIMAL_DIGITS
            && type.scale() <= type.precision();
    if (!valid) {
      throw new IllegalArgumentException("a column of type " + name + " and length " + length);
    }
    return switch (type.type()) {
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> ColumnType.of(type.type(), length);
      default -> type;
    };
  }

  List<Field> fields() {
    return fields;
  }

  /** The precision, if a time was read or it was set. */
  Optional<Precision> precision() {
    return times.precision();
  }

  /**
   * Fixes the precision, as long as no time was read: one of another precision is an error then.
   */
  void setPrecision(Precision precision) {
    times.setPrecision(precision);
  }

  /** Whether this answers a statement that returns no rows, but their number. */
  boolean isUpdate() {
    return fields.size() == 1
        && fields.get(0).name().equals(AFFECTED_ROWS)
        && fields.get(0).type().type() == DataType.INT;
  }

  /** Reads a reply that {@link #isUpdate()}. */
  long affectedRows() {
    Block block = nextBlock().orElseThrow(() -> Errors.unreadable("no number of rows", null));
    if (block.rows() != 1 || !atEnd) {
      close();
      throw Errors.unreadable("several numbers of rows affected by one statement", null);
    }
    return block.column(0).getLong(0);
  }

  /**
   * The next rows, a bounded number of them; empty at the end.
   *
   * @throws io.taosbridge.client.error.ResultException if they cannot be read, or some are missing
   */
  Optional<Block> nextBlock() {
    if (atEnd) {
      return Optional.empty();
    }
    boolean read = false;
    try {
      Optional<Block> block = readBlock();
      read = true;
      return block;
    } catch (IOException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | ClassCastException
        | MalformedBlockException e) {
      throw unreadable(reply, e);
    } finally {
      if (!read) {
        close();
      }
    }
  }

  private Optional<Block> readBlock() throws IOException {
    BlockBuilder builder = new BlockBuilder(fields.stream().map(Field::type).toList());
    long start = offset();
    int count = 0;
    while (!atEnd && count < MAX_BLOCK_ROWS && offset() - start < MAX_BLOCK_LENGTH) {
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        readTail(rows + count);
      } else {
        readRow(builder);
        count++;
      }
    }
    rows += count;
    return count == 0 ? Optional.empty() : Optional.of(Block.wrap(builder.build(1)));
  }

  private long offset() {
    return parser.currentLocation().getCharOffset();
  }

  private void readRow(BlockBuilder builder) throws IOException {
    expect(JsonToken.START_ARRAY, parser.currentToken());
    for (int i = 0; i < cells.size(); i++) {
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        builder.column(i).appendNull();
      } else {
        cells.get(i).read(parser, builder.column(i));
      }
    }
    expect(JsonToken.END_ARRAY, parser.nextToken());
  }

  private void readTail(long read) throws IOException {
    long told = -1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      expect(JsonToken.VALUE_NUMBER_INT, parser.nextToken());
      if (name.equals("rows")) {
        told = parser.getLongValue();
      }
    }
    if (told != read) {
      throw new IllegalArgumentException(read + " rows where " + told + " are told");
    }
    if (parser.nextToken() != null) { // reading to the end frees the socket for the next request
      throw new IllegalArgumentException("something behind the rows");
    }
    atEnd = true;
  }

  private static void expect(JsonToken expected, JsonToken found) throws IOException {
    if (found == null) {
      throw new EOFException();
    }
    if (found != expected) {
      throw new IllegalArgumentException(found + " where " + expected + " should be");
    }
  }

  private static TDengineException unreadable(RestReply reply, Exception cause) {
    String what = "the reply of " + reply.endpoint();
    if (cause instanceof EOFException || cause instanceof JsonEOFException) {
      return Errors.unreadable(what + " is cut off", cause);
    }
    String reason =
        cause instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : cause.getMessage();
    return Errors.unreadable(what + " is not what taosAdapter sends: " + reason, cause);
  }

  /** Makes a read that waits in another thread end with this exception. */
  void abort(TDengineException reason) {
    reply.abort(reason);
  }

  /** Gives up what was not read yet. */
  @Override
  public void close() {
    reply.close();
  }
}
