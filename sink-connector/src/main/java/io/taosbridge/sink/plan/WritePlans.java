package io.taosbridge.sink.plan;

import io.taosbridge.sink.record.MappingOptions;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.record.NameOptions;
import io.taosbridge.sink.record.NormalTable;
import io.taosbridge.sink.record.RecordMapper;
import io.taosbridge.sink.record.RecordMapping;
import io.taosbridge.sink.table.Names;
import io.taosbridge.sink.table.StableName;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The plans for the shapes of records met so far. */
public final class WritePlans {

  private static final int MAX_STABLES = 10_000;

  private final Mappings mappings;
  private final WritePlanner planner;
  private final Map<String, ByShape<ShapePlans>> topics = new HashMap<>();
  private final boolean normalTables;
  private boolean fresh = true;

  /**
   * @param normalTables whether rows of a source's normal tables go to normal tables
   */
  public WritePlans(Mappings mappings, WritePlanner planner, boolean normalTables) {
    this.mappings = mappings;
    this.planner = planner;
    this.normalTables = normalTables;
  }

  /**
   * The plan for a record.
   *
   * @param value the record's value or, if that is a list, one of its elements
   * @throws io.taosbridge.sink.record.BadRecordException if no record of this shape can be written
   */
  public WritePlan plan(SinkRecord record, Object value) {
    ByShape<ShapePlans> plans = topics.get(record.topic());
    if (plans == null) {
      MappingOptions options = mappings.of(record.topic());
      plans = new ByShape<>(options, schema -> new ShapePlans(options, schema));
      topics.put(record.topic(), plans);
    }
    return plans.of(value).plan(record, value);
  }

  /** Forgets everything, so that the target's tables are looked at again. */
  public void refresh() {
    topics.clear();
    fresh = true;
  }

  /** Whether no table has changed, as far as is known, since the plans were made. */
  public boolean isFresh() {
    return fresh;
  }

  /** The plans are used for another batch: the tables may have changed meanwhile. */
  public void age() {
    fresh = topics.isEmpty();
  }

  /** A plan, or why there can be none. */
  private record Outcome(WritePlan plan, DataException failure) {}

  /** The plans of records of one shape, by the supertable that they go to. */
  private final class ShapePlans {

    private final MappingOptions options;
    private final NameOptions names;
    private final boolean fixed;
    private final Map<StableName, Outcome> byStable = new HashMap<>();
    private Outcome only;

    /**
     * @param schema null for maps
     */
    ShapePlans(MappingOptions options, Schema schema) {
      this.options = options;
      this.names = options.names();
      this.fixed = names.database().isFixed(schema) && names.stable().isFixed(schema);
    }

    WritePlan plan(SinkRecord record, Object value) {
      Outcome outcome = outcome(record, value);
      if (outcome.failure != null) {
        throw outcome.failure;
      }
      return outcome.plan;
    }

    private Outcome outcome(SinkRecord record, Object value) {
      if (fixed) {
        if (only == null || isOutdated(only, record, value)) {
          only = work(stable(record, value), record, value);
        }
        return only;
      }
      StableName name = stable(record, value);
      Outcome known = byStable.get(name);
      if (known == null || isOutdated(known, record, value)) {
        if (byStable.size() >= MAX_STABLES) {
          byStable.clear();
        }
        known = work(name, record, value);
        byStable.put(name, known);
      }
      return known;
    }

    private StableName stable(SinkRecord record, Object value) {
      String database = Names.database(names.database().fill(record, value));
      return normalTables && NormalTable.isSourceOf(record, value)
          ? new StableName(database, Names.table(NormalTable.name(record, value)), true)
          : new StableName(database, Names.table(names.stable().fill(record, value)));
    }

    private boolean isOutdated(Outcome outcome, SinkRecord record, Object value) {
      return outcome.plan != null && outcome.plan.isOutdatedBy(record, value);
    }

    private Outcome work(StableName name, SinkRecord record, Object value) {
      try {
        RecordMapping mapping = RecordMapper.map(options, record, value);
        return new Outcome(planner.plan(mapping, name), null);
      } catch (DataException e) {
        return new Outcome(null, e);
      }
    }
  }
}
