package io.taosbridge.sink.lane;

import io.taosbridge.sink.pending.Route;
import io.taosbridge.sink.plan.TableNames;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.record.PackedRow;
import io.taosbridge.sink.text.Text;
import io.taosbridge.sink.text.TextOptions;
import io.taosbridge.sink.text.TextRoute;
import io.taosbridge.sink.write.WithEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Chooses the connection that writes a record: the same for all rows of a child table, so that
 * their order is kept.
 */
public final class Routes {

  private final List<Route> lanes;
  private final boolean events;
  private final TableNames tables;
  private final Optional<TextRoute> texts;

  /**
   * @param events whether metadata events are applied
   */
  public Routes(int connections, boolean events, Mappings mappings, TextOptions text) {
    lanes = IntStream.range(0, connections).mapToObj(lane -> new Route(lane, false)).toList();
    this.events = events;
    tables = new TableNames(mappings, events);
    texts = text.protocol().map(protocol -> new TextRoute(text, this::lane));
  }

  /**
   * The way of a record that is one row, or text, or no row.
   *
   * @param value the record's, packed or not
   */
  public Route of(SinkRecord record, Object value) {
    if (lanes.size() == 1) {
      return lanes.get(0);
    }
    if (value == null || (events && WithEvents.isEvent(value))) {
      return Route.ALONE;
    } else if (texts.isPresent() && Text.isText(value)) {
      OptionalInt lane = texts.get().of(value);
      return lane.isPresent() ? lanes.get(lane.getAsInt()) : Route.ALONE;
    }
    return ofRow(record, value);
  }

  /** The rows of a record that is a list, by the way they go, each in their order. */
  public Map<Route, List<Object>> ofRows(SinkRecord record, List<?> rows) {
    Map<Route, List<Object>> byRoute = new LinkedHashMap<>();
    for (Object row : rows) {
      Route route = lanes.size() == 1 ? lanes.get(0) : ofRow(record, row);
      byRoute.computeIfAbsent(route, first -> new ArrayList<>()).add(row);
    }
    return byRoute;
  }

  private Route ofRow(SinkRecord record, Object value) {
    if (!PackedRow.isRow(value)) {
      // Nothing will be written.
      return lanes.get(0);
    }
    try {
      return lanes.get(lane(tables.of(record, value)));
    } catch (DataException e) {
      // Whoever is to write it will tell.
      return lanes.get(0);
    }
  }

  private int lane(String table) {
    int hash = table.hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), lanes.size());
  }
}
