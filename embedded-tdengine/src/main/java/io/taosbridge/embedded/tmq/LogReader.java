package io.taosbridge.embedded.tmq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.engine.Topic;
import io.taosbridge.embedded.engine.Topic.Meta;
import io.taosbridge.embedded.engine.TopicRows;
import io.taosbridge.embedded.storage.Deletion;
import io.taosbridge.embedded.storage.LogEntry;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.WriteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one batch from the log of a vgroup (tmq.md, section 6): entries until there are enough
 * rows, metadata comes in between, or the log ends.
 */
final class LogReader {

  private final Topic topic;
  private final int minRows;
  private final boolean batchMeta;
  private final boolean withoutReplicated;
  private final Leftovers leftovers;
  private final List<DataBlock> blocks = new ArrayList<>();
  private List<ObjectNode> metas = new ArrayList<>();
  private Deletion deletion;
  private int rows;
  private boolean full;

  private LogReader(Topic topic, SubscribeConfig config, Leftovers leftovers) {
    this.topic = topic;
    this.minRows = config.minPollRows();
    this.batchMeta = config.batchMeta();
    this.withoutReplicated = config.withoutReplicated();
    this.leftovers = leftovers;
  }

  /**
   * @param leftovers of the group in this vgroup; changed by reading
   */
  static DataBatch read(Source source, SubscribeConfig config, long from, Leftovers leftovers) {
    return new LogReader(source.topic(), config, leftovers).read(source, from);
  }

  private DataBatch read(Source source, long from) {
    // A recycled log is not visible in the offsets of supertable and database topics.
    long version = Math.max(from, source.begin());
    long request = topic.withTableName() ? from : version;
    if (!leftovers.isEmpty()) {
      while (rows < minRows && !leftovers.isEmpty()) {
        add(leftovers.take());
      }
      return batch(version, version);
    }
    while (!full) {
      Optional<LogEntry> entry = source.vgroup().log().read(version);
      if (entry.isEmpty()) {
        break;
      }
      if (!isExcluded(entry.get())) {
        if (interrupts(entry.get())) {
          break;
        }
        take(entry.get());
      }
      version++;
    }
    return batch(request, version);
  }

  private DataBatch batch(long request, long response) {
    return new DataBatch(request, response, topic.withTableName(), blocks, metas, deletion);
  }

  private boolean isExcluded(LogEntry entry) {
    return withoutReplicated && entry.replicated();
  }

  /** Whether the entry belongs to the next message: data and metadata do not mix. */
  private boolean interrupts(LogEntry entry) {
    if (entry instanceof MetaEntry meta) {
      return !blocks.isEmpty() && delivers(meta);
    }
    return entry instanceof WriteEntry write
        && topic.meta() != Meta.ONLY
        && blocks.isEmpty()
        && !metas.isEmpty()
        && !topic.rows(write).isEmpty();
  }

  private void take(LogEntry entry) {
    if (entry instanceof WriteEntry write) {
      if (topic.meta() == Meta.ONLY) {
        takeMeta(creation(topic.creations(write)));
      } else {
        takeRows(write);
      }
    } else if (entry instanceof MetaEntry meta && delivers(meta)) {
      takeMeta(meta.json());
      deletion = batchMeta ? null : meta.deletion();
    }
  }

  /** A topic of nothing but metadata leaves deletes out. */
  private boolean delivers(MetaEntry meta) {
    boolean delete = meta.json().path("type").asText().equals("delete");
    return topic.delivers(meta) && !(delete && topic.meta() == Meta.ONLY);
  }

  private void takeMeta(ObjectNode meta) {
    if (meta != null) {
      metas.add(meta);
      full = !batchMeta;
    }
  }

  private void takeRows(WriteEntry write) {
    List<TopicRows> tables = topic.rows(write);
    for (TopicRows table : tables) {
      DataBlock block = new DataBlock(table, topic.database().precision());
      if (full && !topic.withTableName()) {
        leftovers.add(block);
      } else {
        add(block);
      }
    }
    if (!tables.isEmpty()) {
      ObjectNode creation = creation(topic.creations(write));
      if (creation != null) {
        metas = List.of(creation);
      }
    }
  }

  private void add(DataBlock block) {
    blocks.add(block);
    rows += block.rows();
    full = rows >= minRows;
  }

  /** One creation stands for itself; of several the first carries the list of all. */
  private static ObjectNode creation(List<ObjectNode> creations) {
    if (creations.isEmpty()) {
      return null;
    }
    ObjectNode creation = creations.get(0).deepCopy();
    ArrayNode list = creation.putArray("createList");
    if (creations.size() > 1) {
      for (ObjectNode each : creations) {
        ObjectNode listed = each.deepCopy();
        listed.remove(List.of("type", "tableType"));
        list.add(listed);
      }
    }
    return creation;
  }
}
