package io.taosbridge.sink.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.schemaless.Cells;
import io.taosbridge.schemaless.Point;
import io.taosbridge.schemaless.PointReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Each object is a part, which becomes an element of one array: of several texts the server would
 * store the first and drop the others. Nothing is sent that is no point, since some of that ends
 * the process of taosAdapter.
 */
final class JsonPieces implements Pieces {

  private static final JsonFactory JSON = new JsonFactory();

  private final PointReader reader;
  private final Cells cells = new Cells();

  JsonPieces(TextOptions options) {
    reader = options.reader(Precision.MILLISECONDS);
  }

  @Override
  public void split(byte[] text, Taker good, Taker bad) {
    int done = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken root = parser.nextToken(); root != null; root = parser.nextToken()) {
        if (root != JsonToken.START_ARRAY) {
          take(parser, text, done + 1, good, bad);
          done++;
          continue;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          take(parser, text, done + 1, good, bad);
          done++;
        }
      }
    } catch (JsonProcessingException e) {
      bad.take(done + 1, "not JSON: " + e.getOriginalMessage());
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (done == 0) {
      bad.take(1, "there is no point in it");
    }
  }

  private void take(JsonParser parser, byte[] text, int number, Taker good, Taker bad)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      bad.take(number, "a point must be an object");
      return;
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    byte[] part = Arrays.copyOfRange(text, from, to);
    cells.clear();
    reader.read(
        part,
        part.length,
        0,
        cells,
        new PointReader.Receiver() {
          @Override
          public void point(Point point) {
            if (hasVarbinary(point)) {
              bad.take(
                  number,
                  "varbinary in JSON ends the process of taosAdapter: bind the points with"
                      + " write.method=stmt2");
            } else {
              good.take(number, new String(part, StandardCharsets.UTF_8));
            }
          }

          @Override
          public void bad(int line, String reason) {
            bad.take(number, reason);
          }
        });
  }

  private static boolean hasVarbinary(Point point) {
    return point.shape().fields().stream().anyMatch(field -> field.type() == DataType.VARBINARY)
        || point.table().tags().stream().anyMatch(tag -> tag.type() == DataType.VARBINARY);
  }

  @Override
  public String separator() {
    return ",";
  }

  @Override
  public String whole(String parts) {
    return "[" + parts + "]";
  }
}
