package io.taosbridge.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a {@link Workload} that a topic or a database has: for each time, which no two of
 * them share, a fingerprint of the supertable and of the name and value of each column and tag.
 */
final class Rows {

  private static final String TIME = "ts";

  /** The field that names the supertable. */
  private static final String STABLE = "s";

  private static final long NONE = 0;

  private long[] fingerprints = new long[1 << 16];
  private long size;
  private long repeated;

  /**
   * How a copy differs.
   *
   * @param lost rows that it has not
   * @param changed rows that it has with other values, or in another supertable
   * @param added rows that only it has, or has in more than one table
   */
  record Difference(long lost, long changed, long added) {

    static final Difference NONE = new Difference(0, 0, 0);
  }

  private Rows() {}

  /** The rows as the last record of each says, in the order of the partitions. */
  static Rows of(KafkaTopic topic) {
    Rows rows = new Rows();
    ObjectMapper json = new ObjectMapper();
    topic.readCommitted(
        record -> {
          try {
            JsonNode value = json.readTree(record.value());
            rows.put(Workload.index(value.get(TIME).longValue()), fingerprint(value));
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
          }
        });
    return rows;
  }

  /** The rows of all supertables. */
  static Rows of(TestDatabase database) {
    Rows rows = new Rows();
    List<List<Object>> stables =
        database.query(
            "SELECT stable_name FROM information_schema.ins_stables WHERE db_name = '{db}'");
    for (List<Object> stable : stables) {
      String name = (String) stable.get(0);
      database.read("SELECT * FROM {db}.`" + name + "`", result -> rows.add(name, result));
    }
    return rows;
  }

  /** How many different times there are. */
  long size() {
    return size;
  }

  /** What is wrong with another one, if it should be a copy of this. */
  Difference differenceOf(Rows copy) {
    long lost = 0;
    long changed = 0;
    long added = copy.repeated;
    for (int i = 0; i < Math.max(fingerprints.length, copy.fingerprints.length); i++) {
      long mine = at(i);
      long its = copy.at(i);
      if (mine != its) {
        lost += its == NONE ? 1 : 0;
        added += mine == NONE ? 1 : 0;
        changed += mine != NONE && its != NONE ? 1 : 0;
      }
    }
    return new Difference(lost, changed, added);
  }

  private long at(int index) {
    return index < fingerprints.length ? fingerprints[index] : NONE;
  }

  private void put(int index, long fingerprint) {
    if (index >= fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, Math.max(index + 1, 2 * fingerprints.length));
    }
    if (fingerprints[index] == NONE) {
      size++;
    } else {
      repeated++;
    }
    fingerprints[index] = fingerprint;
  }

  private void add(String stable, QueryResult result) {
    List<String> names = result.fields().stream().map(Field::name).toList();
    int time = names.indexOf(TIME);
    for (Optional<Block> next = result.nextBlock(); next.isPresent(); next = result.nextBlock()) {
      Block block = next.get();
      long[] sums = new long[block.rows()];
      Arrays.fill(sums, cell(STABLE, stable.hashCode()));
      for (int column = 0; column < names.size(); column++) {
        if (column != time) {
          addCells(sums, names.get(column), block.column(column));
        }
      }
      for (int row = 0; row < sums.length; row++) {
        put(Workload.index(block.column(time).getLong(row)), closed(sums[row]));
      }
    }
  }

  private static void addCells(long[] sums, String name, Column column) {
    for (int row = 0; row < sums.length; row++) {
      if (!column.isNull(row)) {
        int value =
            switch (column.type().type()) {
              case DOUBLE -> Double.hashCode(column.getDouble(row));
              case VARCHAR -> column.getString(row).hashCode();
              default -> throw new IllegalArgumentException("no such column: " + column.type());
            };
        sums[row] += cell(name, value);
      }
    }
  }

  private static long fingerprint(JsonNode value) {
    long sum = 0;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode cell = field.getValue();
      if (!field.getKey().equals(TIME)) {
        int hash =
            cell.isNumber() ? Double.hashCode(cell.doubleValue()) : cell.textValue().hashCode();
        sum += cell(field.getKey(), hash);
      }
    }
    return closed(sum);
  }

  /** What a cell adds to the fingerprint of its row, whatever the order of the columns. */
  private static long cell(String name, int value) {
    long bits = (((long) name.hashCode() << 32) | (value & 0xffffffffL)) * 0x9E3779B97F4A7C15L;
    return (bits ^ (bits >>> 29)) * 0xBF58476D1CE4E5B9L;
  }

  private static long closed(long sum) {
    return sum == NONE ? 1 : sum;
  }
}
