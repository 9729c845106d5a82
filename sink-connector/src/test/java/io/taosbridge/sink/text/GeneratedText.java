package io.taosbridge.sink.text;

import io.taosbridge.client.SchemalessProtocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Text in the three protocols, with all that makes them hard. */
final class GeneratedText {

  /** 2026-01-01T00:00:00Z. */
  private static final long SECONDS = 1_767_225_600L;

  private static final String[] WORDS = {
    "a", "web01", "é", "数据", "😀x", "x.y", "q\"t", "#", "O'Neil", "100%", "a;b", "-", "_", "T"
  };

  private final Random random;
  private int longest = 3;

  GeneratedText(Random random) {
    this.random = random;
  }

  /** A point in the given protocol; those made later have more fields and longer text. */
  String point(SchemalessProtocol protocol, String unit, int round) {
    longest = 3 + 9 * round * round;
    return switch (protocol) {
      case LINE -> line(unit, round);
      case TELNET -> telnet(round);
      case JSON -> json(round);
    };
  }

  /**
   * A time that points with the same text of tags may share. Of points whose tags are the same but
   * stand in another order, the server takes the later one by chance.
   */
  private long seconds(String tags) {
    return SECONDS + 8L * Math.floorMod(tags.hashCode(), 100_000) + random.nextInt(8);
  }

  private String word() {
    StringBuilder word = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
    while (random.nextInt(3) > 0 && word.length() < longest) {
      word.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return word.toString();
  }

  /** A line's measurement decides about the type of each of its fields. */
  private String line(String unit, int round) {
    int measurement = random.nextInt(3);
    StringBuilder line = new StringBuilder(new String[] {"m.1", "M\\ 2", "m\\,3\\=x"}[measurement]);
    for (String tag : some(List.of("t", "T2", "é\\ g", "a", "b\\=c"), round)) {
      String value = word().replace(" ", "\\ ").replace(",", "\\,");
      line.append(',')
          .append(tag)
          .append('=')
          .append(value)
          .append(random.nextInt(9) == 0 ? "\\,x" : "");
    }
    long seconds = seconds(line.toString());
    char separator = ' ';
    for (String field : fields(measurement, round)) {
      line.append(separator).append(field);
      separator = ',';
    }
    String time =
        switch (unit) {
          case "s" -> String.valueOf(seconds);
          case "ms" -> String.valueOf(seconds * 1000 + random.nextInt(3));
          case "us" -> String.valueOf(seconds * 1_000_000 + random.nextInt(3) * 999L);
          default -> String.valueOf(seconds * 1_000_000_000 + random.nextInt(3) * 999_999L);
        };
    return line.append(' ').append(time).toString();
  }

  private List<String> fields(int measurement, int round) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("i8", (random.nextInt(256) - 128) + "i8");
    all.put("i16", (random.nextInt(65536) - 32768) + "I16");
    all.put("i32", random.nextInt() + "i32");
    all.put("i64", random.nextLong() + (random.nextBoolean() ? "i64" : "i"));
    all.put("u8", random.nextInt(256) + "u8");
    all.put("u16", random.nextInt(65536) + "u16");
    all.put("u32", Integer.toUnsignedString(random.nextInt()) + "u32");
    all.put("u64", Long.toUnsignedString(random.nextLong()) + (random.nextBoolean() ? "u64" : "U"));
    all.put("f32", (float) random.nextGaussian() + "f32");
    all.put("d", number());
    all.put("b", new String[] {"t", "F", "true", "False", "TRUE"}[random.nextInt(5)]);
    all.put("s", "\"" + escaped() + "\"");
    all.put("n", "L\"" + escaped() + "\"");
    all.put("x", random.nextBoolean() ? "B\"" + word().replace("\"", "") + "\"" : "b\"\\x0AfF\"");
    all.put("g", "G\"POINT(" + random.nextInt(90) + ".5 -" + random.nextInt(90) + ")\"");
    all.put("na\\ me\\,\\=", "1i");
    List<String> names = some(new ArrayList<>(all.keySet()), measurement == 0 ? 9 : round);
    return names.stream().map(name -> name + "=" + all.get(name)).toList();
  }

  private String number() {
    return switch (random.nextInt(9)) {
      case 0 -> "NaN";
      case 1 -> "-inf";
      case 2 -> random.nextInt(1000) + "";
      case 3 -> random.nextInt(1000) + ".5f64";
      case 4 -> "-1e" + random.nextInt(300);
      default -> Double.toString(random.nextGaussian());
    };
  }

  private String escaped() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "a\\\"b, c=d";
      case 2 -> "c:\\\\dir\\n";
      default -> word().replace("\"", "\\\"");
    };
  }

  /** At least one, in any order; the later the round the more there are to choose from. */
  private List<String> some(List<String> all, int round) {
    List<String> chosen = new ArrayList<>(all.subList(0, Math.min(all.size(), 2 + 3 * round)));
    Collections.shuffle(chosen, random);
    return chosen.subList(0, 1 + random.nextInt(chosen.size()));
  }

  private String telnet(int round) {
    int metric = random.nextInt(6);
    String value =
        switch (metric) {
          case 0 -> number();
          case 1 -> random.nextInt() + "i32";
          case 2 -> "\"" + word().replace(" ", "") + "\\\"\"";
          case 3 -> "L\"" + word() + "\"";
          case 4 -> random.nextBoolean() ? "t" : "FALSE";
          default -> random.nextInt(200) + "u8";
        };
    StringBuilder tags = new StringBuilder();
    for (String tag : some(List.of("host", "If", "a,b", "é"), round)) {
      tags.append(random.nextInt(4) == 0 ? "  " : " ");
      tags.append(tag).append('=').append(word());
    }
    long seconds = seconds(tags.toString());
    String time = random.nextBoolean() ? String.valueOf(seconds) : seconds + "007";
    return "sys.m" + metric + " " + time + "  " + value + tags;
  }

  private String json(int round) {
    int metric = random.nextInt(8);
    long whole = random.nextLong() >> 11;
    String value =
        switch (metric) {
          case 0 -> Double.toString(random.nextGaussian());
          case 1 -> quoted(word());
          case 2 -> random.nextBoolean() ? "true" : "{\"value\":false,\"type\":\"bool\"}";
          case 3 -> "{\"value\":" + whole + ",\"type\":\"bigint\"}";
          case 4 -> "{\"value\":" + (whole >> 45) + ",\"type\":\"I8\"}";
          case 5 -> "{\"value\":" + (whole >> 21) + ",\"type\":\"int\"}";
          case 6 -> "{\"value\":" + random.nextFloat() + ",\"type\":\"float\"}";
          default -> "{\"value\":" + quoted(word()) + ",\"type\":\"nchar\"}";
        };
    List<String> tags = new ArrayList<>();
    for (String tag : some(List.of("host", "Id", "é", "on"), round)) {
      tags.add(
          quoted(tag)
              + ":"
              + switch (tag) {
                case "Id" -> String.valueOf(random.nextInt(3) / 2.0);
                case "on" -> "true";
                default -> quoted(word());
              });
    }
    long seconds = seconds(tags.toString());
    String time =
        switch (random.nextInt(4)) {
          case 0 -> String.valueOf(seconds);
          case 1 -> seconds + "007";
          case 2 -> "{\"value\":" + seconds + "123,\"type\":\"ms\"}";
          default -> "{\"value\":" + seconds + ",\"type\":\"s\"}";
        };
    return String.format(
        "{\"metric\":\"j.%d\",\"timestamp\":%s,\"value\":%s,\"tags\":{%s}}",
        metric, time, value, String.join(",", tags));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }
}
