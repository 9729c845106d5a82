package io.taosbridge.sink;

import io.taosbridge.sink.record.BadRecordException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * The plans for the schemas met so far. Converters hand out the same schema object again and again,
 * so that a look at its identity nearly always finds the plan.
 */
final class WritePlans {

  private static final int MAX_SCHEMAS = 1_000;

  private record Source(String topic, Schema schema) {}

  /** A plan, or why there can be none. */
  private record Outcome(WritePlan plan, DataException failure) {}

  private final WritePlanner planner;
  private final Map<String, IdentityHashMap<Schema, WritePlan>> byIdentity = new HashMap<>();
  private final Map<Source, Outcome> byContent = new HashMap<>();

  WritePlans(WritePlanner planner) {
    this.planner = planner;
  }

  /**
   * The plan for a topic's records of this schema.
   *
   * @throws BadRecordException if no record of this schema can be written
   */
  WritePlan plan(String topic, Schema schema) {
    IdentityHashMap<Schema, WritePlan> ofTopic =
        byIdentity.computeIfAbsent(topic, t -> new IdentityHashMap<>());
    WritePlan plan = ofTopic.get(schema);
    if (plan == null) {
      if (ofTopic.size() >= MAX_SCHEMAS) {
        ofTopic.clear();
      }
      plan = byContent(new Source(topic, schema));
      ofTopic.put(schema, plan);
    }
    return plan;
  }

  private WritePlan byContent(Source source) {
    Outcome outcome = byContent.get(source);
    if (outcome == null) {
      if (byContent.size() >= MAX_SCHEMAS) {
        byContent.clear();
      }
      outcome = work(source);
      byContent.put(source, outcome);
    }
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    return outcome.plan();
  }

  private Outcome work(Source source) {
    try {
      return new Outcome(planner.plan(source.topic(), source.schema()), null);
    } catch (DataException e) {
      return new Outcome(null, e);
    }
  }

  /** Forgets everything, so that the target's tables are looked at again. */
  void refresh() {
    byIdentity.clear();
    byContent.clear();
  }
}
