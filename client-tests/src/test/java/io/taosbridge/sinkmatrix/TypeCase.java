package io.taosbridge.sinkmatrix;

import io.taosbridge.block.ColumnType;
import io.taosbridge.contract.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The values of one type, each in a row of its own, in a supertable of their own. Where tags can be
 * of the type, each row is in a child table with the value as its tag as well.
 *
 * @param title the type, and what is special about the values
 * @param samples have the same type
 */
record TypeCase(String title, List<Sample> samples) {

  private static final List<String> JSON =
      List.of(
          "{\"k\":1}",
          "{\"a\":\"é 数据 😀\",\"b\":true,\"c\":null,\"d\":-1.5}",
          "{\"quote\":\"a\\\"b\",\"slash\":\"a\\\\b\"}");

  static List<TypeCase> all() {
    Map<String, List<Sample>> byTitle = new LinkedHashMap<>();
    for (Sample sample : Sample.all()) {
      String title = sample.type() + (isFinite(sample.value()) ? "" : ", not finite");
      byTitle.computeIfAbsent(title, key -> new ArrayList<>()).add(sample);
    }
    byTitle.put("json", JSON.stream().map(text -> new Sample("json", text, null)).toList());
    return byTitle.entrySet().stream()
        .map(entry -> new TypeCase(entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  private static boolean isFinite(Object value) {
    return !(value instanceof Float || value instanceof Double)
        || Double.isFinite(((Number) value).doubleValue());
  }

  TypeCase with(List<Sample> others) {
    return new TypeCase(title, others);
  }

  ColumnType type() {
    return ColumnType.parse(samples.get(0).type());
  }

  /** The type without its length. */
  String typeName() {
    return type().type().sqlName().toLowerCase(Locale.ROOT);
  }

  boolean isFinite() {
    return samples.stream().allMatch(sample -> isFinite(sample.value()));
  }

  boolean canBeColumn() {
    return !typeName().equals("json");
  }

  boolean canBeTag() {
    return samples.get(0).canBeTag();
  }

  /** The tag of a row where tags cannot be of the type. */
  static int otherTag(int row) {
    return row;
  }

  IntStream rows() {
    return IntStream.range(0, samples.size());
  }

  @Override
  public String toString() {
    return title;
  }
}
