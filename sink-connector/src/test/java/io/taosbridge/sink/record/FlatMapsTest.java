package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class FlatMapsTest {

  private final FlatMaps maps = new FlatMaps();
  private final SinkRecord record = new SinkRecord("air", 0, null, null, null, null, 0);

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private Object shape(Map<String, Object> map) {
    return ((FlatMap) maps.read(map)).shape();
  }

  @Test
  void holdsWhatTheMapHolds() {
    // Given
    Map<String, Object> map = new HashMap<>(Map.of("ts", 1L, "ok", true, "note", "é", "pm", 2.5));
    map.put("none", null);

    // When
    Object read = maps.read(map);

    // Then
    assertThat(read).isInstanceOf(FlatMap.class).isEqualTo(map).hasSameHashCodeAs(map);
    assertThat(((FlatMap) read).keySet()).isEqualTo(map.keySet());
    assertThat(((FlatMap) read).get("pm")).isEqualTo(2.5);
    assertThat(((FlatMap) read).get("other")).isNull();
    assertThat(((FlatMap) read).containsKey("none")).isTrue();
    assertThat(((FlatMap) read).containsKey("other")).isFalse();
  }

  @Test
  void mapsOfOneShapeShareIt() {
    // When
    Object first = shape(ordered("ts", 1, "pm", 2));
    Object shorter = shape(ordered("ts", 1));
    Object longer = shape(ordered("ts", 1, "pm", 2, "ok", true));
    Object others = shape(ordered("ts", 1, "no", 2));
    Object again = shape(ordered("ts", 3, "pm", "text"));

    // Then
    assertThat(again).isSameAs(first);
    assertThat(List.of(shorter, longer, others)).doesNotContain(first).doesNotHaveDuplicates();
  }

  @Test
  void readersFindTheirValuesInEveryShape() {
    // Given
    ValueReader reader = new FlatMap.Reader("pm");

    // When
    List<Object> read =
        Arrays.asList(
            reader.read(record, maps.read(ordered("ts", 1, "pm", 2))),
            reader.read(record, maps.read(ordered("pm", 3, "ts", 1))),
            reader.read(record, maps.read(ordered("ts", 1))),
            reader.read(record, maps.read(ordered("ts", 1, "pm", 4))),
            reader.read(record, ordered("ts", 1, "pm", 5)));

    // Then
    assertThat(read).containsExactly(2, 3, null, 4, 5);
  }

  @Test
  void leavesAloneWhatHasValuesInside() {
    // Given
    maps.read(ordered("ts", 1, "sensor", 2));
    Map<String, Object> nested = ordered("ts", 1, "sensor", Map.of("pm", 2));
    Map<String, Object> list = ordered("ts", 1, "sensor", List.of(2));

    // When, Then
    assertThat(maps.read(nested)).isSameAs(nested);
    assertThat(maps.read(list)).isSameAs(list);
    assertThat(maps.read("text")).isEqualTo("text");
  }

  @Test
  void leavesAloneWhatHasNoNames() {
    // Given
    Map<Object, Object> numbered = new HashMap<>(Map.of(1, "pm"));
    Map<Object, Object> unnamed = new HashMap<>();
    unnamed.put(null, "pm");

    // When, Then
    assertThat(maps.read(numbered)).isSameAs(numbered);
    assertThat(maps.read(unnamed)).isSameAs(unnamed);
  }

  @Test
  void isNotChangedWithTheMap() {
    // Given
    Map<String, Object> map = ordered("ts", 1, "pm", 2);
    Object read = maps.read(map);

    // When
    map.put("pm", 3);

    // Then
    assertThat(((FlatMap) read).get("pm")).isEqualTo(2);
  }
}
