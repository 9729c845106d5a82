package io.taosbridge.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.LittleEndianBuffer;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.WriteEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that were bound and rows of SQL, written over each other: row by row and in blocks they are
 * the same. Each test's name shows its seed.
 */
class PickedRowsTest {

  private static final long FIRST = 1_700_000_000_000L;
  private static final int WRITES = 60;
  private static final int TIMES = 40;
  private static final String[] TEXTS = {"", "a", "später", "检查", "😀"};

  private final TestDatabase db =
      new TestDatabase()
          .with(
              "create stable st (ts timestamp, v int, s varchar(20), n nchar(20))"
                  + " tags (g int, h nchar(10))",
              "create topic st_topic as stable st",
              "create topic query_topic as select ts, n, h, v, tbname from st");

  /** By table and time what v, s and n are. */
  private final Map<String, TreeMap<Long, Object[]>> model = new TreeMap<>();

  static List<Long> seeds() {
    return List.of(20261122L, System.nanoTime());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void areTheSameInBlocks(long seed) {
    // Given
    Random random = new Random(seed);
    for (int i = 0; i < WRITES; i++) {
      if (random.nextInt(4) == 0) {
        writeBySql(random);
      } else {
        bind(random, random.nextBoolean());
      }
      if (i == WRITES / 2) {
        db.run("alter stable st add column late int");
      }
    }

    // When
    SqlResult.Rows all = db.query("select tbname, ts, v, s, n, late, h, g from st");
    SqlResult.Rows some = db.query("select n, tbname from st where v > 0 and ts >= " + (FIRST + 9));

    // Then
    assertThat(lists(all.rows())).containsExactlyElementsOf(expected());
    for (SqlResult.Rows rows : List.of(all, some)) {
      List<ColumnType> types = rows.fields().stream().map(ResultField::type).toList();
      assertBlocksAgree(rows.rows(), types, random);
    }
    for (String topic : List.of("st_topic", "query_topic")) {
      for (WriteEntry entry : TestDatabase.entries(db.log("any"), WriteEntry.class)) {
        for (TopicRows rows : db.engine().topic(topic).orElseThrow().rows(entry)) {
          List<ColumnType> types = rows.fields().stream().map(ColumnDef::type).toList();
          assertBlocksAgree(rows.rows(), types, random);
        }
      }
    }
  }

  private static void assertBlocksAgree(ResultRows rows, List<ColumnType> types, Random random) {
    for (int i = 0; i < 5; i++) {
      int begin = random.nextInt(rows.size() + 1);
      int end = begin + random.nextInt(rows.size() - begin + 1);
      BlockBuilder builder = new BlockBuilder(types);
      rows.appendTo(builder, begin, end);
      Block block = Block.wrap(builder.build(1));
      List<List<Object>> decoded = new ArrayList<>();
      for (int row = 0; row < block.rows(); row++) {
        Object[] values = new Object[types.size()];
        for (int column = 0; column < values.length; column++) {
          values[column] = block.column(column).getObject(row);
        }
        decoded.add(Arrays.asList(values));
      }
      assertThat(decoded).isEqualTo(lists(rows.subList(begin, end)));
    }
  }

  private static List<List<Object>> lists(List<Object[]> rows) {
    return rows.stream().map(Arrays::asList).toList();
  }

  /** Tables in the order of their creation, which is that of their names here. */
  private List<List<Object>> expected() {
    List<List<Object>> rows = new ArrayList<>();
    model.forEach(
        (table, ofTable) ->
            ofTable.forEach(
                (time, row) ->
                    rows.add(Arrays.asList(table, time, row[0], row[1], row[2], null, "é", 7))));
    return rows;
  }

  /** Writes one row over what is there, which leaves n as it was. */
  private void writeBySql(Random random) {
    String table = table(random);
    long time = FIRST + random.nextInt(TIMES);
    Integer v = integer(random);
    String s = text(random);
    db.run(
        "insert into %s using st tags (7, 'é') (ts, v, s) values (%d, %s, %s)"
            .formatted(table, time, v, s == null ? "null" : "'" + s + "'"));
    Object[] row = row(table, time);
    row[0] = v;
    row[1] = s;
  }

  /** Binds rows of two tables, all columns or all but s. */
  private void bind(Random random, boolean full) {
    String columns = full ? "(ts, v, s, n) values (?, ?, ?, ?)" : "(ts, v, n) values (?, ?, ?)";
    PreparedInsert insert =
        (PreparedInsert)
            db.engine().prepare(db.session(), "insert into ? using st tags (?, ?) " + columns);
    List<BoundTable> tables = new ArrayList<>();
    for (String table : List.of("t1", "t2")) {
      long[] times = random.longs(0, TIMES).map(t -> FIRST + t).distinct().limit(9).toArray();
      int count = times.length;
      Object[] time = Arrays.stream(times).boxed().toArray();
      Object[] v = random.ints(count).mapToObj(i -> integer(random)).toArray();
      Object[] s = random.ints(count).mapToObj(i -> text(random)).toArray();
      Object[] n = random.ints(count).mapToObj(i -> text(random)).toArray();
      List<BoundColumn> bound = new ArrayList<>();
      bound.add(fixed(DataType.TIMESTAMP, time));
      bound.add(fixed(DataType.INT, v));
      if (full) {
        bound.add(texts(DataType.VARCHAR, s));
      }
      bound.add(texts(DataType.NCHAR, n));
      List<BoundColumn> tags =
          List.of(fixed(DataType.INT, new Object[] {7}), texts(DataType.NCHAR, new Object[] {"é"}));
      tables.add(new BoundTable(table, tags, bound));
      for (int i = 0; i < count; i++) {
        Object[] row = row(table, times[i]);
        row[0] = v[i];
        row[1] = full ? s[i] : row[1];
        row[2] = n[i];
      }
    }
    insert.insert(List.of(insert.bind(tables)), false);
  }

  private Object[] row(String table, long time) {
    return model
        .computeIfAbsent(table, name -> new TreeMap<>())
        .computeIfAbsent(time, key -> new Object[3]);
  }

  /** t3 comes by SQL alone. */
  private String table(Random random) {
    String table = "t" + (1 + random.nextInt(3));
    boolean inOrder = model.size() >= 2 || table.equals("t1");
    return inOrder ? table : "t1";
  }

  private static Integer integer(Random random) {
    return random.nextInt(4) == 0 ? null : (Integer) random.nextInt(-5, 5);
  }

  private static String text(Random random) {
    return random.nextInt(4) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)];
  }

  private static BoundColumn fixed(DataType type, Object[] values) {
    LittleEndianBuffer payload = new LittleEndianBuffer(0);
    for (Object value : values) {
      payload.putByte(value == null ? 1 : 0);
    }
    for (Object value : values) {
      if (type.width() == Long.BYTES) {
        payload.putLong((Long) value);
      } else {
        payload.putInt(value == null ? -1 : (Integer) value);
      }
    }
    return new BoundFixed(type, values.length, payload.asByteBuffer().array(), 0, values.length);
  }

  private static BoundColumn texts(DataType type, Object[] values) {
    LittleEndianBuffer payload = new LittleEndianBuffer(0);
    payload.putByte('x');
    int[] starts = new int[values.length];
    int[] lengths = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      starts[i] = values[i] == null ? BoundBytes.NULL : payload.size();
      if (values[i] != null) {
        byte[] bytes = ((String) values[i]).getBytes(StandardCharsets.UTF_8);
        lengths[i] = bytes.length;
        payload.putBytes(bytes);
      }
    }
    return new BoundBytes(type, payload.asByteBuffer().array(), starts, lengths);
  }
}
