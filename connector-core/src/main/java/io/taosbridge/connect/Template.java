package io.taosbridge.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.DataException;

/** A name with placeholders such as {@code ${topic}}. */
public final class Template {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final String text;
  private final List<String> literals;
  private final List<String> placeholders;

  private Template(String text, List<String> literals, List<String> placeholders) {
    this.text = text;
    this.literals = List.copyOf(literals);
    this.placeholders = List.copyOf(placeholders);
  }

  /**
   * @throws IllegalArgumentException naming a placeholder that is not among the allowed ones
   */
  public static Template parse(String text, Set<String> allowed) {
    List<String> literals = new ArrayList<>();
    List<String> placeholders = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (!allowed.contains(matcher.group(1))) {
        throw new IllegalArgumentException(
            "unknown placeholder " + matcher.group() + ", expected one of " + listed(allowed));
      }
      literals.add(text.substring(end, matcher.start()));
      placeholders.add(matcher.group(1));
      end = matcher.end();
    }
    literals.add(text.substring(end));
    return new Template(text, literals, placeholders);
  }

  private static String listed(Set<String> names) {
    return names.stream().sorted().map(name -> "${" + name + "}").collect(Collectors.joining(", "));
  }

  /** Whether the value of this placeholder is in the text. */
  public boolean has(String placeholder) {
    return placeholders.contains(placeholder);
  }

  /**
   * The text with every placeholder replaced.
   *
   * @param values gives the value of a placeholder, or null if there is none
   * @throws DataException naming the placeholder that has no value
   */
  public String fill(Function<String, String> values) {
    StringBuilder filled = new StringBuilder(literals.get(0));
    for (int i = 0; i < placeholders.size(); i++) {
      filled.append(value(placeholders.get(i), values)).append(literals.get(i + 1));
    }
    return filled.toString();
  }

  private String value(String placeholder, Function<String, String> values) {
    String value = values.apply(placeholder);
    if (value == null || value.isEmpty()) {
      throw new DataException("there is no value for ${" + placeholder + "} of \"" + text + "\"");
    }
    return value;
  }

  @Override
  public String toString() {
    return text;
  }
}
