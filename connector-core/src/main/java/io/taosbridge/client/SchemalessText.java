package io.taosbridge.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.taosbridge.client.error.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Brings schemaless text into a form of which the server stores all or nothing (schemaless.md,
 * sections 3 and 5).
 */
final class SchemalessText {

  private static final Pattern NEWLINE = Pattern.compile("\\r?\\n");
  private static final Pattern EMPTY_OBJECT = Pattern.compile("\\{\\s*}");
  private static final JsonFactory JSON = new JsonFactory();

  private SchemalessText() {}

  /** One line for each item. The newline that may end an item does not count. */
  static String join(List<String> lines) {
    List<String> bare = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = NEWLINE.split(lines.get(i));
      if (parts.length > 1) {
        // Even inside quotes a newline ends the line; the rest would be taken for another one.
        throw Errors.invalid(
            "lines["
                + i
                + "] has a newline in it, which schemaless text cannot hold: give each line by"
                + " itself, or the whole as text");
      }
      bare.add(parts.length == 0 ? "" : parts[0]);
    }
    return String.join("\n", bare);
  }

  /** Without blank lines, for which the server refuses the whole text. */
  static String withoutBlankLines(String text) {
    if (text.lines().noneMatch(String::isBlank)) {
      return text;
    }
    return String.join("\n", text.lines().filter(line -> !line.isBlank()).toList());
  }

  /**
   * One JSON text of one or several, which may follow each other in one string; empty if there is
   * no data point. The server would store the first text alone. Numbers keep all their digits.
   */
  static String mergeJson(List<String> texts) {
    List<String> points = new ArrayList<>();
    boolean single = texts.size() == 1;
    for (int i = 0; i < texts.size(); i++) {
      String name = texts.size() == 1 ? "the text" : "payloads[" + i + "]";
      int roots = addPoints(texts.get(i), name, points);
      single &= roots == 1;
    }
    if (points.isEmpty()) {
      return "";
    }
    return single ? texts.get(0) : "[" + String.join(",", points) + "]";
  }

  /**
   * @return how many JSON texts were found
   */
  private static int addPoints(String text, String name, List<String> points) {
    int roots = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        roots++;
        if (token == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            points.add(point(parser, text, name));
          }
        } else {
          points.add(point(parser, text, name));
        }
      }
    } catch (IOException e) {
      throw Errors.invalid(name + " is not JSON: " + e.getMessage(), e);
    }
    return roots;
  }

  private static String point(JsonParser parser, String text, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Errors.invalid(
          name + " is neither an object nor an array of objects, which is what OpenTSDB's JSON is");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    String point = text.substring(start, (int) parser.currentLocation().getCharOffset());
    if (EMPTY_OBJECT.matcher(point).matches()) {
      throw Errors.invalid(name + " has an empty object in it, which is no data point");
    }
    return point;
  }
}
