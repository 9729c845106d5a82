package io.taosbridge.source.testing;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.read.Server;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TDengine of one database {@code db} with a supertable {@code st (ts TIMESTAMP, v INT) TAGS (t1
 * INT, t2 NCHAR(8))}, as its clients see it: a log per vgroup, read as tmq.md says, recycling
 * without a word included.
 */
public final class FakeTDengine implements Server {

  public static final List<Field> COLUMNS =
      List.of(
          new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
          new Field("v", ColumnType.of(DataType.INT)));
  public static final List<Field> TAGS =
      List.of(
          new Field("t1", ColumnType.of(DataType.INT)),
          new Field("t2", ColumnType.of(DataType.NCHAR, 8)));

  /** A log entry: rows of tables, or an internal one without any. */
  public record Entry(List<TableBlock> blocks) {}

  /** The log of a vgroup. */
  public static final class Log {
    public final NavigableMap<Long, Entry> entries =
        Collections.synchronizedNavigableMap(new TreeMap<>());
    public volatile long begin;
    public volatile long end;
  }

  public final Map<Integer, Log> logs = Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, TopicInfo> topics = new ConcurrentHashMap<>();
  public final Map<String, String> stables = new ConcurrentHashMap<>();
  public final Map<String, List<Object>> tags = new ConcurrentHashMap<>();

  /** Vgroups in which no table is. */
  public final Set<Integer> bystanders = ConcurrentHashMap.newKeySet();

  public final List<String> statements = Collections.synchronizedList(new ArrayList<>());
  public final List<FakeConsumer> consumers = Collections.synchronizedList(new ArrayList<>());
  public final Map<TopicVgroup, Long> committed = new ConcurrentHashMap<>();
  public final Queue<TmqMessage> stale = new ConcurrentLinkedQueue<>();
  public final Queue<TDengineException> pollFailures = new ConcurrentLinkedQueue<>();
  public final Queue<TDengineException> assignmentFailures = new ConcurrentLinkedQueue<>();
  public final Queue<TDengineException> connectFailures = new ConcurrentLinkedQueue<>();
  public volatile Precision precision = Precision.MILLISECONDS;

  /** How many calls of {@code assignment} still find nothing. */
  public final AtomicInteger assignmentsToCome = new AtomicInteger();

  public FakeTDengine(Integer... vgroups) {
    Arrays.asList(vgroups).forEach(vgroup -> logs.put(vgroup, new Log()));
  }

  public FakeTDengine topic(String name, TopicInfo.Kind kind) {
    String stable = kind == TopicInfo.Kind.STABLE ? "st" : null;
    topics.put(name, new TopicInfo(name, kind, "db", stable));
    return this;
  }

  /** A child table of {@code st}. */
  public FakeTDengine table(String name, Object... tagValues) {
    stables.put(name, "st");
    tags.put(name, Collections.unmodifiableList(Arrays.asList(tagValues)));
    return this;
  }

  /** Writes rows, one for each value, timestamps counting up from 1. */
  public FakeTDengine write(int vgroup, String table, Integer... values) {
    List<List<Object>> rows = new ArrayList<>();
    for (Integer value : values) {
      rows.add(Arrays.asList(rows.size() + 1L, value));
    }
    return append(vgroup, new Entry(List.of(block(table, COLUMNS, rows))));
  }

  public TableBlock block(String table, List<Field> columns, List<List<Object>> rows) {
    List<ColumnType> types = columns.stream().map(Field::type).toList();
    return new TableBlock(table, 1, columns, precision, FakeRows.block(types, rows));
  }

  public FakeTDengine append(int vgroup, Entry entry) {
    Log log = logs.get(vgroup);
    long version = log.end;
    log.entries.put(version, entry);
    log.end = version + 1;
    return this;
  }

  /** Log entries that hold no rows, such as commits of others. */
  public FakeTDengine internal(int vgroup, int count) {
    for (int i = 0; i < count; i++) {
      append(vgroup, new Entry(List.of()));
    }
    return this;
  }

  public void recycle(int vgroup, long begin) {
    Log log = logs.get(vgroup);
    log.entries.headMap(begin).clear();
    log.begin = begin;
  }

  /** Ends all consumers, as if none had asked in time. */
  public void loseConsumers() {
    consumers.forEach(FakeConsumer::lose);
  }

  public FakeConsumer consumerNow() {
    return consumers.get(consumers.size() - 1);
  }

  public static TDengineException error(int code) {
    return Errors.of(code, "", 1, Errors.Context.SUBSCRIPTION);
  }

  @Override
  public Connection connect() {
    TDengineException failure = connectFailures.poll();
    if (failure != null) {
      throw failure;
    }
    return new FakeConnection(this);
  }

  @Override
  public TmqConsumer consumer() {
    FakeConsumer consumer = new FakeConsumer(this);
    consumers.add(consumer);
    return consumer;
  }
}
