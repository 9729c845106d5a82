package io.taosbridge.schemaless;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads OpenTSDB's JSON (schemaless.md, section 5): an object for a point, or an array of them;
 * also several of both one after another, of which the server would take the first alone.
 */
final class JsonReader extends PointReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MEMBERS = 4;

  private final JsonLiteral time = new JsonLiteral();
  private final JsonLiteral literal = new JsonLiteral();
  private final JsonLiteral tag = new JsonLiteral();
  private final Value value = new Value();
  private byte[] key = new byte[256];

  // The members of the point being read.
  private String metric;
  private int tagsFrom;
  private int tagsTo;

  JsonReader(SchemalessPrecision unit, Precision target, TableNaming naming) {
    super(unit, target, naming);
  }

  @Override
  void readAll(byte[] text, int length, long timeIfNone, Cells cells, Receiver receiver) {
    int done = 0;
    try (JsonParser parser = JSON.createParser(text, 0, length)) {
      for (JsonToken root = parser.nextToken(); root != null; root = parser.nextToken()) {
        if (root != JsonToken.START_ARRAY) {
          read(parser, text, done + 1, timeIfNone, cells, receiver);
          done++;
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          read(parser, text, done + 1, timeIfNone, cells, receiver);
          done++;
        }
      }
    } catch (JsonProcessingException e) {
      receiver.bad(done + 1, "not JSON: " + e.getOriginalMessage());
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (done == 0) {
      receiver.bad(1, "there is no point in it");
    }
  }

  private void read(
      JsonParser parser, byte[] text, int number, long timeIfNone, Cells cells, Receiver receiver)
      throws IOException {
    String fault = readMembers(parser);
    Point point = null;
    if (fault == null) {
      try {
        point = point(text, number, timeIfNone, cells);
      } catch (BadPointException e) {
        fault = e.getMessage();
      }
    }
    if (point == null) {
      receiver.bad(number, fault);
    } else {
      receiver.point(point);
    }
  }

  /**
   * Reads to the end of the object.
   *
   * @return what is wrong with it, or null
   */
  private String readMembers(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return "a point must be an object";
    }
    metric = null;
    tagsTo = 0;
    boolean hasTime = false;
    boolean hasValue = false;
    int members = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      members++;
      if (name.equalsIgnoreCase("metric")) {
        metric = member == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
      } else if (name.equalsIgnoreCase("timestamp")) {
        time.read(parser);
        hasTime = true;
      } else if (name.equalsIgnoreCase("value")) {
        literal.read(parser);
        hasValue = true;
      } else if (name.equalsIgnoreCase("tags") && member == JsonToken.START_OBJECT) {
        tagsFrom = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        tagsTo = (int) parser.currentLocation().getByteOffset();
      } else {
        parser.skipChildren();
      }
    }
    boolean complete = members == MEMBERS && hasTime && hasValue && tagsTo > 0;
    if (!complete || metric == null) {
      return "a point has exactly four members: \"metric\", which is text, \"timestamp\","
          + " \"value\" and the object \"tags\"";
    }
    return null;
  }

  private Point point(byte[] text, int number, long timeIfNone, Cells cells) throws IOException {
    literal.to(value, "the value");
    int first = cells.size();
    cells.add(value, text);
    long timestamp = time.time(times, timeIfNone);
    ChildTable table = table(text);
    byte[] column = TelnetReader.VALUE;
    Shape shape =
        table.supertable().root().with(column, 0, column.length, value.type(), Escapes.NONE);
    return new Point(table, shape, timestamp, number, cells, first);
  }

  /** Metric and tags tell the table, as they are written. */
  private ChildTable table(byte[] text) throws IOException {
    byte[] name = metric.getBytes(StandardCharsets.UTF_8);
    int length = name.length + 1 + tagsTo - tagsFrom;
    if (key.length < length) {
      key = new byte[2 * length];
    }
    System.arraycopy(name, 0, key, 0, name.length);
    key[name.length] = 0;
    System.arraycopy(text, tagsFrom, key, name.length + 1, tagsTo - tagsFrom);
    ChildTable known = tables.find(key, 0, length);
    return known == null ? tables.add(key, 0, length, name, name, tags(text)) : known;
  }

  private List<Tag> tags(byte[] text) throws IOException {
    List<Tag> tags = new ArrayList<>();
    Value tagValue = new Value();
    try (JsonParser parser = JSON.createParser(text, tagsFrom, tagsTo - tagsFrom)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        byte[] name = parser.currentName().getBytes(StandardCharsets.UTF_8);
        String column = Shape.columnName(name, 0, name.length);
        parser.nextToken();
        tag.read(parser);
        tag.to(tagValue, "tag `" + column + "`");
        tags.add(new Tag(column, tagValue.type(), tagValue.object()));
      }
    }
    if (tags.isEmpty()) {
      throw new BadPointException("there are no tags");
    }
    return tags;
  }
}
