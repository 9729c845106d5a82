package io.taosbridge.sink.text;

import io.taosbridge.block.Precision;
import io.taosbridge.schemaless.Cells;
import io.taosbridge.schemaless.Point;
import io.taosbridge.schemaless.PointReader;
import io.taosbridge.schemaless.Supertable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads text here and binds its points: the same tables, tags, columns and rows as the server's
 * schemaless would make, at a fraction of what that costs the server.
 */
public final class BoundText<R> implements TextWriter<R> {

  private static final long MILLIS_PER_SECOND = 1000;

  private final TextOptions options;
  private final Function<String, Precision> databases;
  private final TextTables tables;
  private final PointWriter<R> writer;
  private final Outcomes<R> outcomes;
  private final Map<String, Source> sources = new HashMap<>();
  private final TextBytes bytes = new TextBytes();

  /** How text for one database is read, with the values that were read for the last batch. */
  private record Source(PointReader reader, long unitsPerMilli, Cells cells) {}

  /** The points of a batch for one database. */
  private static final class Points<R> {

    private final Source source;
    private final Map<Supertable, List<PointRow<R>>> bySupertable = new LinkedHashMap<>();
    private Supertable latest;
    private List<PointRow<R>> rows;

    Points(Source source) {
      this.source = source;
      source.cells().clear();
    }

    void add(PointRow<R> row) {
      Supertable supertable = row.point().shape().supertable();
      if (supertable != latest) {
        latest = supertable;
        rows = bySupertable.computeIfAbsent(supertable, name -> new ArrayList<>());
      }
      rows.add(row);
    }
  }

  /** What is wrong with texts, told when the rest is written. */
  private record Fault<R>(R origin, String reason) {}

  /** Collects what is read of one text after the other. */
  private static final class Reading<R> implements PointReader.Receiver {

    private R origin;
    private Points<R> points;
    private int count;
    // Only made when it is needed, which is rare.
    private Faults faults;

    void begin(R newOrigin, Points<R> newPoints) {
      origin = newOrigin;
      points = newPoints;
      count = 0;
      faults = null;
    }

    @Override
    public void point(Point point) {
      count++;
      points.add(new PointRow<>(origin, point, null));
    }

    @Override
    public void bad(int line, String reason) {
      if (faults == null) {
        faults = new Faults();
      }
      faults.add(line, reason);
    }
  }

  /**
   * @param databases gives the precision of a database, which it makes if need be
   */
  public BoundText(
      TextOptions options,
      TableRules rules,
      Link link,
      Function<String, Precision> databases,
      Outcomes<R> outcomes) {
    this.options = options;
    this.databases = databases;
    this.outcomes = outcomes;
    tables = new TextTables(link, rules);
    writer = new PointWriter<>(tables, link, outcomes);
  }

  @Override
  public void write(List<Text<R>> texts) {
    Map<String, Points<R>> batch = new LinkedHashMap<>();
    List<Fault<R>> faults = new ArrayList<>();
    Reading<R> reading = new Reading<>();
    for (Text<R> text : texts) {
      Points<R> points = batch.get(text.database());
      if (points == null) {
        points = new Points<>(source(text.database()));
        batch.put(text.database(), points);
      }
      reading.begin(text.origin(), points);
      read(text, points.source, reading);
      boolean faulty = reading.faults != null;
      outcomes.begin(text.origin(), reading.count + (faulty ? 1 : 0));
      if (faulty) {
        faults.add(new Fault<>(text.origin(), reading.faults.toString()));
      }
    }
    batch.forEach(
        (database, points) ->
            points.bySupertable.forEach(
                (supertable, rows) -> writer.write(database, supertable, rows)));
    for (Fault<R> fault : faults) {
      outcomes.bad(fault.origin(), null, new BadTextException(fault.reason(), null));
    }
  }

  private void read(Text<R> text, Source source, Reading<R> reading) {
    bytes.set(text.value());
    source
        .reader()
        .read(
            bytes.array(),
            bytes.length(),
            text.millis() * source.unitsPerMilli(),
            source.cells(),
            reading);
  }

  private Source source(String database) {
    Source known = sources.get(database);
    if (known == null) {
      Precision precision = databases.apply(database);
      long unitsPerMilli = precision.unitsPerSecond() / MILLIS_PER_SECOND;
      known = new Source(options.reader(precision), unitsPerMilli, new Cells());
      sources.put(database, known);
    }
    return known;
  }

  @Override
  public void refresh() {
    tables.refresh();
    // A database that was made anew may have another precision.
    sources.clear();
  }
}
