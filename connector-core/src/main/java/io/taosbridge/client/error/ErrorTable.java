package io.taosbridge.client.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What each error code means: {@code codes.txt}, read once. */
final class ErrorTable {

  /** The adapter's code for faults of its own; only the text tells what happened. */
  static final int ADAPTER_FAULT = 0xffff;

  /**
   * One row.
   *
   * @param advice what to do, or empty
   */
  record Entry(ErrorAction action, ErrorKind kind, String meaning, String advice) {}

  private record TextRow(String text, Entry entry) {}

  private record RangeRow(int first, int last, Entry entry) {}

  /** A code that is in no row: nobody knows whether trying again would help. */
  private static final Entry UNKNOWN =
      new Entry(ErrorAction.FATAL, ErrorKind.DATABASE, "error of the server", "");

  private static final ErrorTable INSTANCE = load();

  private final Map<Integer, Entry> codes = new HashMap<>();
  private final List<RangeRow> ranges = new ArrayList<>();
  private final List<TextRow> texts = new ArrayList<>();

  private ErrorTable(Stream<String> lines) {
    lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
  }

  static Entry find(int code, String message) {
    return INSTANCE.entry(code, message);
  }

  private Entry entry(int code, String message) {
    if (code == ADAPTER_FAULT) {
      String text = message.toLowerCase(Locale.ROOT);
      for (TextRow row : texts) {
        if (text.contains(row.text)) {
          return row.entry;
        }
      }
    }
    Entry exact = codes.get(code);
    if (exact != null) {
      return exact;
    }
    for (RangeRow row : ranges) {
      if (row.first <= code && code <= row.last) {
        return row.entry;
      }
    }
    return UNKNOWN;
  }

  private void add(String line) {
    String[] cells = line.split("\\|", -1);
    String key = cells[0].strip();
    Entry entry =
        new Entry(
            ErrorAction.valueOf(cells[1].strip()),
            ErrorKind.valueOf(cells[2].strip()),
            cells[3].strip(),
            cells[4].strip());
    if (key.startsWith("\"")) {
      texts.add(new TextRow(key.substring(1, key.length() - 1), entry));
      return;
    }
    for (String code : key.split("\\s+")) {
      int dash = code.indexOf('-');
      if (dash > 0) {
        ranges.add(
            new RangeRow(
                Integer.decode(code.substring(0, dash)),
                Integer.decode("0x" + code.substring(dash + 3)),
                entry));
      } else if (codes.put(Integer.decode(code), entry) != null) {
        throw new IllegalStateException("codes.txt names " + code + " twice");
      }
    }
  }

  private static ErrorTable load() {
    try (InputStream stream = ErrorTable.class.getResourceAsStream("codes.txt");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return new ErrorTable(reader.lines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
