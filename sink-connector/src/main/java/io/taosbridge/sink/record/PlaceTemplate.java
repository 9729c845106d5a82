package io.taosbridge.sink.record;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** A text with placeholders for what a record holds, such as {@code ${topic}_${header.site}}. */
public final class PlaceTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final String text;
  private final List<String> literals;
  private final List<Place> places;

  private PlaceTemplate(String text, List<String> literals, List<Place> places) {
    this.text = text;
    this.literals = List.copyOf(literals);
    this.places = List.copyOf(places);
  }

  /**
   * @throws IllegalArgumentException naming a placeholder that does not exist
   */
  public static PlaceTemplate parse(String text) {
    List<String> literals = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      literals.add(text.substring(end, matcher.start()));
      places.add(Place.parse(matcher.group(1)));
      end = matcher.end();
    }
    literals.add(text.substring(end));
    if (literals.stream().anyMatch(literal -> literal.contains("${"))) {
      throw new IllegalArgumentException("a placeholder without its closing } in \"" + text + "\"");
    }
    return new PlaceTemplate(text, literals, places);
  }

  /**
   * Whether this is the same for all records of one topic whose values have a schema.
   *
   * @param value null for values without one
   */
  public boolean isFixed(Schema value) {
    return places.stream().allMatch(place -> place.fixed().test(value));
  }

  /** Whether this is the same for all records. */
  public boolean isConstant() {
    return places.isEmpty();
  }

  /**
   * The text with every placeholder replaced.
   *
   * @throws BadRecordException naming the placeholder that has no value
   */
  public String fill(SinkRecord record, Object value) {
    if (places.isEmpty()) {
      return text;
    }
    StringBuilder filled = new StringBuilder(literals.get(0));
    for (int i = 0; i < places.size(); i++) {
      filled.append(textOf(places.get(i), record, value)).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  private String textOf(Place place, SinkRecord record, Object value) {
    Object found = place.reader().read(record, value);
    String filled;
    try {
      filled = found == null ? "" : Texts.of(found);
    } catch (BadRecordException e) {
      throw new BadRecordException("${" + place.text() + "}: " + e.getMessage(), e);
    }
    if (filled.isEmpty()) {
      throw new BadRecordException(
          "there is no value for ${" + place.text() + "} of \"" + text + "\"");
    }
    return filled;
  }

  /** What reads the values of the placeholders. */
  List<ValueReader> readers() {
    return places.stream().map(Place::reader).toList();
  }

  /** Reads the value: with its type if this is one placeholder alone, else text. */
  ValueReader reader() {
    if (isSinglePlace()) {
      return places.get(0).reader();
    }
    return isConstant() ? (record, value) -> text : this::fill;
  }

  /** The schema of what {@link #reader()} gives; null if each value tells its own type. */
  Schema schema(Schema value) {
    return isSinglePlace() ? places.get(0).schema().apply(value) : Schema.OPTIONAL_STRING_SCHEMA;
  }

  /** What one record's key and headers tell of the schema; null if they do not. */
  Schema sampleSchema(SinkRecord record) {
    return isSinglePlace() ? places.get(0).sampleSchema(record) : null;
  }

  private boolean isSinglePlace() {
    return places.size() == 1 && literals.stream().allMatch(String::isEmpty);
  }

  @Override
  public String toString() {
    return text;
  }
}
