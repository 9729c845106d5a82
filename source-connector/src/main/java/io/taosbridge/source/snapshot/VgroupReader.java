package io.taosbridge.source.snapshot;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.TableBlock;
import io.taosbridge.source.config.SnapshotOptions;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.offset.SnapshotPlace;
import io.taosbridge.source.offset.TimeRange;
import io.taosbridge.source.record.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rows of one vgroup, query by query, and passes them on while they come. */
final class VgroupReader {

  private static final Logger LOG = LoggerFactory.getLogger(VgroupReader.class);

  /** A query does not tell the version of the columns; this is that of a table never altered. */
  private static final int SCHEMA_VERSION = 0;

  /** Takes batches, and waits if there are too many. */
  interface Sink {
    void accept(SnapshotBatch batch) throws InterruptedException;
  }

  private final Connection connection;
  private final SnapshotOptions options;
  private final Sink sink;
  private final SnapshotTask task;
  private final VgroupTables tables;
  private final TopicScope scope;

  /** How much of the vgroup the group that is read begins and ends at. */
  private double shareBefore;

  private double shareAfter;

  VgroupReader(Connection connection, SnapshotOptions options, SnapshotTask begun, Sink sink) {
    this.connection = connection;
    this.options = options;
    this.sink = sink;
    this.tables = new VgroupTables(connection, begun.topic(), begun.vgroup().vgroup());
    this.scope = TopicScope.read(connection, begun.topic().name());
    this.task = begun.offset().log() == SnapshotOffset.NONE ? begun.at(withPosition(begun)) : begun;
  }

  private SnapshotOffset withPosition(SnapshotTask begun) {
    long log = LogPositions.read(connection, begun.topic().database(), begun.vgroup().vgroup());
    return SnapshotOffset.start(log, begun.offset().lost());
  }

  /** Reads all that is left, and says so with a batch without rows. */
  void read() throws InterruptedException {
    LOG.info(
        "Reading vgroup {} of topic {} by query{}; then its log from version {} on",
        task.vgroup().vgroup(),
        task.vgroup().topic(),
        task.offset().place() == null ? "" : ", going on at " + task.offset().place(),
        task.offset().log());
    List<VgroupTables.Named> names = scope.hasRows() ? tables.names() : List.of();
    SnapshotPlace place = task.offset().place();
    for (int i = 0; i < names.size(); i++) {
      int order = place == null ? 1 : names.get(i).name().compareTo(place.table());
      if (order < 0) {
        continue;
      }
      List<TableGroup> groups = tables.groups(names.get(i), order == 0 ? place : null);
      for (int j = 0; j < groups.size(); j++) {
        TableGroup group = groups.get(j);
        shareBefore = (i + (double) j / groups.size()) / names.size();
        shareAfter = (i + (j + 1.0) / groups.size()) / names.size();
        boolean last = i == names.size() - 1 && j == groups.size() - 1;
        read(group, group.isWithin(place) ? place.rest() : null, last);
      }
    }
    SnapshotOffset done = task.offset().finished();
    sink.accept(new SnapshotBatch(task, List.of(), done, done, "", 1));
  }

  /**
   * @param rest the times that are left of the group if it was begun, else null
   */
  private void read(TableGroup group, TimeRange rest, boolean lastGroup)
      throws InterruptedException {
    Optional<GroupQuery> found =
        GroupQuery.of(connection, task.topic().database(), group, scope.condition());
    if (found.isEmpty()) {
      LOG.info("Table {}.{} was dropped", task.topic().database(), group.table());
      return;
    }
    GroupQuery query = found.get();
    Optional<TimeRange> times = rest == null ? wanted(query.extent()) : Optional.of(rest);
    long rows = times.map(query::count).orElse(0L);
    if (rows == 0) {
      return;
    }
    TimeRange all = times.get();
    Chunks chunks = new Chunks(all, rows, options.chunkRows(), query::count);
    Optional<TimeRange> chunk = chunks.next();
    while (chunk.isPresent()) {
      SnapshotPlace here = group.at(new TimeRange(chunk.get().first(), all.last()));
      SnapshotOffset after;
      if (chunk.get().last() < all.last()) {
        after = task.offset().at(here.at(new TimeRange(chunk.get().last() + 1, all.last())));
      } else {
        after = lastGroup ? task.offset().finished() : task.offset().at(here.finished());
      }
      read(query, chunk.get(), task.offset().at(here), after, share(chunk.get(), all));
      chunk = chunks.next();
    }
  }

  /** Those of the times that the options ask for. */
  private Optional<TimeRange> wanted(GroupQuery.Extent extent) {
    if (extent.times() == null) {
      return Optional.empty();
    }
    long first = extent.times().first();
    long last = extent.times().last();
    if (options.from() != null) {
      first = Math.max(first, extent.precision().of(options.from()));
    }
    if (options.to() != null) {
      last = Math.min(last, extent.precision().of(options.to()) - 1);
    }
    return first > last ? Optional.empty() : Optional.of(new TimeRange(first, last));
  }

  private double share(TimeRange chunk, TimeRange all) {
    double inGroup = new TimeRange(all.first(), chunk.last()).length() / all.length();
    return shareBefore + (shareAfter - shareBefore) * inGroup;
  }

  private void read(
      GroupQuery query, TimeRange times, SnapshotOffset begin, SnapshotOffset after, double share)
      throws InterruptedException {
    try (QueryResult result = query.rows(times)) {
      // One block is held back: which one is the last is known only when there is no other.
      Optional<Block> block = nextWithRows(result);
      while (block.isPresent()) {
        Optional<Block> next = nextWithRows(result);
        sink.accept(
            new SnapshotBatch(
                task,
                divide(query, block.get(), result.precision()),
                begin,
                next.isPresent() ? begin : after,
                query.group().table(),
                share));
        block = next;
      }
    }
  }

  private static Optional<Block> nextWithRows(QueryResult result) {
    Optional<Block> block = result.nextBlock();
    while (block.isPresent() && block.get().rows() == 0) {
      block = result.nextBlock();
    }
    return block;
  }

  /** The rows of each table: those that stand together become one. */
  private static List<TableRows> divide(GroupQuery query, Block block, Precision precision) {
    if (query.group().isNormalTable()) {
      return List.of(rows(query, query.group().table(), block, precision, 0, block.rows()));
    }
    Column names = block.column(query.columns().size());
    List<TableRows> divided = new ArrayList<>();
    int from = 0;
    String name = names.getString(0);
    for (int row = 1; row < block.rows(); row++) {
      String other = names.getString(row);
      if (!other.equals(name)) {
        divided.add(rows(query, name, block, precision, from, row));
        from = row;
        name = other;
      }
    }
    divided.add(rows(query, name, block, precision, from, block.rows()));
    return divided;
  }

  private static TableRows rows(
      GroupQuery query, String table, Block block, Precision precision, int from, int to) {
    return new TableRows(
        new TableBlock(table, SCHEMA_VERSION, query.columns(), precision, block), from, to);
  }
}
