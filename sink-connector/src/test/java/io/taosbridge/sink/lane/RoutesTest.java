package io.taosbridge.sink.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.pending.Route;
import io.taosbridge.sink.record.RowPacker;
import io.taosbridge.sink.write.WithEvents;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  private static final int CONNECTIONS = 4;

  private final Map<String, String> options =
      new HashMap<>(
          Map.of("connection.url", "ws://h:6041", "database", "d", "stable", "s", "tags", "g,h"));

  private final RowPacker packer = new RowPacker();

  private Routes routes(int connections) {
    SinkConfig config = new SinkConfig(options);
    return new Routes(connections, config.events().follows(), config.mappings(), config.text());
  }

  private static SinkRecord record(Object value) {
    return new SinkRecord("t", 0, null, null, null, value, 0);
  }

  /** The way of a record, packed or not. */
  private Route route(Routes routes, SinkRecord record) {
    packer.begin(1);
    Route route = routes.of(record, record.value());
    if (!WithEvents.isEvent(record.value())) {
      assertThat(routes.of(record, packer.pack(record.value()))).isEqualTo(route);
    }
    return route;
  }

  private static Map<String, Object> map(int g, long ts) {
    return Map.of("ts", ts, "g", g, "h", "x");
  }

  private static Struct struct(int g, long ts) {
    Schema schema =
        SchemaBuilder.struct()
            .field("ts", Schema.INT64_SCHEMA)
            .field("h", Schema.STRING_SCHEMA)
            .field("g", Schema.INT32_SCHEMA)
            .build();
    return new Struct(schema).put("ts", ts).put("g", g).put("h", "x");
  }

  @Test
  void sendRowsWithTheSameTagsTheSameWayWhateverTheyLookLike() {
    // Given
    Routes routes = routes(CONNECTIONS);
    Set<Route> used = new HashSet<>();

    // When / Then
    for (int g = 0; g < 100; g++) {
      Route route = route(routes, record(map(g, 1)));
      assertThat(route.alone()).isFalse();
      assertThat(route(routes, record(map(g, 2)))).isEqualTo(route);
      assertThat(route(routes, record(struct(g, 3)))).isEqualTo(route);
      used.add(route);
    }
    assertThat(used).hasSize(CONNECTIONS);
  }

  @Test
  void sendRowsOfTheSameNameTheSameWayWhoeverGivesIt() {
    // Given
    Routes own = routes(CONNECTIONS);
    options.put("table", "${value.name}");
    Routes template = routes(CONNECTIONS);

    // When / Then
    for (int i = 0; i < 20; i++) {
      // A dot in a name becomes an underscore.
      assertThat(route(template, record(Map.of("ts", 1L, "name", "t." + i))))
          .isEqualTo(route(own, record(Map.of("ts", 1L, "tbname", "t_" + i))));
    }
  }

  @Test
  void sendEachRowOfAListItsWayInTheirOrder() {
    // Given
    Routes routes = routes(CONNECTIONS);
    List<Map<String, Object>> rows = IntStream.range(0, 50).mapToObj(i -> map(i % 10, i)).toList();

    // When
    Map<Route, List<Object>> byRoute = routes.ofRows(record(rows), rows);

    // Then
    assertThat(byRoute.size()).isBetween(2, CONNECTIONS);
    byRoute.forEach(
        (route, some) ->
            assertThat(some)
                .isEqualTo(
                    rows.stream()
                        .filter(row -> route(routes, record(row)).equals(route))
                        .toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "telnet", "json"})
  void sendTextTheWayOfItsTable(String format) {
    // Given
    options.put("input.format", format);
    Routes routes = routes(CONNECTIONS);
    Set<Route> used = new HashSet<>();

    // When / Then
    for (int g = 0; g < 100; g++) {
      Route route = route(routes, record(text(format, g, 1)));
      assertThat(route.alone()).isFalse();
      assertThat(route(routes, record(text(format, g, 2).getBytes(StandardCharsets.UTF_8))))
          .isEqualTo(route);
      used.add(route);
    }
    assertThat(used).hasSize(CONNECTIONS);
    assertThat(route(routes, record("no point"))).isEqualTo(Route.ALONE);
  }

  @Test
  void sendLinesOfOneTableTheSameWayInWhateverOrderTheirTagsAre() {
    // Given
    options.put("input.format", "line");
    Routes routes = routes(CONNECTIONS);

    // When / Then
    for (int g = 0; g < 20; g++) {
      Route route = route(routes, record("m,a=" + g + ",b=1 v=1 1"));
      assertThat(route(routes, record("m,b=1,a=" + g + " w=2 2\nm,a=" + g + ",b=1 v=1 3")))
          .isEqualTo(route);
    }
    String all =
        IntStream.range(0, 50)
            .mapToObj(g -> "m,a=" + g + " v=1 1")
            .collect(Collectors.joining("\n"));
    assertThat(route(routes, record(all))).isEqualTo(Route.ALONE);
  }

  private static String text(String format, int g, int time) {
    return switch (format) {
      case "line" -> "m,g=" + g + " v=1 " + time;
      case "telnet" -> "m " + (1_714_557_600 + time) + " 1 g=" + g;
      default ->
          String.format(
              "{\"metric\": \"m\", \"timestamp\": %d, \"value\": 1, \"tags\": {\"g\": %d}}",
              1_714_557_600 + time, g);
    };
  }

  @Test
  void sendWhatChangesTablesAlone() {
    // Given
    options.put("meta.handling", "replicate");
    Routes routes = routes(CONNECTIONS);
    Struct event = new Struct(SchemaBuilder.struct().name(MetaSchema.NAME).build());

    // When / Then
    assertThat(route(routes, record(null))).isEqualTo(Route.ALONE);
    assertThat(route(routes, record(event))).isEqualTo(Route.ALONE);
  }

  @Test
  void sendWhatCannotBecomeRowsAnyWay() {
    // Given
    Routes routes = routes(CONNECTIONS);

    // When / Then
    assertThat(route(routes, record("text"))).isEqualTo(new Route(0, false));
    assertThat(route(routes, record(Map.of("no", "timestamp")))).isEqualTo(new Route(0, false));
  }

  @Test
  void knowOneWayIfThereIsOneConnection() {
    // Given
    Routes routes = routes(1);

    // When / Then
    assertThat(route(routes, record(null))).isEqualTo(new Route(0, false));
    assertThat(routes.ofRows(record(null), List.of(map(1, 1), map(2, 1))))
        .containsOnlyKeys(new Route(0, false));
  }
}
