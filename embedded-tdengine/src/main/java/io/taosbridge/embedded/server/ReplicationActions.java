package io.taosbridge.embedded.server;

import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.BoundTable;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.PreparedInsert;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Applies messages of a subscription to the current database, as tools for replication do. What is
 * written so is marked, and consumers with {@code msg.consume.excluded} do not get it (tmq.md,
 * sections 1 and 4). Seen on a real server: tables are not made; columns that the message lacks
 * keep their values; the values of a column that the table lacks go to the next one.
 */
final class ReplicationActions {

  private static final int ROWS = 2;
  private static final int DELETE = 579;

  private static final int TABLE_NOT_EXIST = 0x2603;
  private static final int TIME_OUT_OF_RANGE = 0x060B;
  private static final int INVALID_PARAMETERS = 0x0118;

  private static final int BLOCK_PREFIX_LENGTH = 18;

  private final Connection connection;

  ReplicationActions(Connection connection) {
    this.connection = connection;
  }

  void write(long unused, ByteBuffer data, Exchange exchange) {
    try {
      int length = data.getInt();
      int type = Short.toUnsignedInt(data.getShort());
      ByteBuffer message = data.slice(data.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      switch (type) {
        case ROWS -> rows(message);
        case DELETE -> delete(message);
        default -> throw new EngineException(INVALID_PARAMETERS, "Invalid parameters");
      }
    } catch (MalformedBlockException
        | BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new ProtocolException("malformed message: " + e.getMessage());
    }
    exchange.reply();
  }

  private void rows(ByteBuffer in) {
    in.get(); // version
    skip(in, in.getInt());
    int blocks = in.getInt();
    skip(in, 2); // names and schemas are there
    Session session = connection.session().replicating();
    for (int i = 0; i < blocks; i++) {
      ByteBuffer content = take(in, unsigned(in));
      skip(content, BLOCK_PREFIX_LENGTH);
      Block block = Block.wrap(content);
      List<String> names = schema(in);
      insert(session, name(in), names, block);
    }
  }

  private static List<String> schema(ByteBuffer in) {
    int columns = signed(in);
    signed(in); // version
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      skip(in, 2); // type and flags
      signed(in); // bytes
      signed(in); // id
      names.add(name(in));
    }
    return names;
  }

  private void insert(Session session, String table, List<String> names, Block block) {
    Set<String> known = columnsOf(session, table);
    List<BoundColumn> all = LegacyValues.columns(block);
    List<BoundColumn> columns = new ArrayList<>();
    List<String> listed = new ArrayList<>();
    int next = 0;
    for (String name : names) {
      if (known.contains(name)) {
        columns.add(all.get(next));
        listed.add("`" + name + "`");
        next++;
      }
    }
    String sql =
        String.format(
            "insert into `%s` (%s) values (%s)",
            table,
            String.join(",", listed),
            String.join(",", Collections.nCopies(columns.size(), "?")));
    try {
      PreparedInsert insert = (PreparedInsert) connection.engine().prepare(session, sql);
      insert.insert(List.of(insert.bind(List.of(new BoundTable(null, null, columns)))), false);
    } catch (EngineException e) {
      if (e.code() == TIME_OUT_OF_RANGE) {
        throw e;
      }
      throw new EngineException(
          INVALID_PARAMETERS,
          "Invalid parameters,detail:table:" + table + ", err:" + e.getMessage());
    }
  }

  private Set<String> columnsOf(Session session, String table) {
    SqlResult.Rows described =
        (SqlResult.Rows) connection.engine().execute(session, "describe `" + table + "`");
    return described.rows().stream().map(row -> (String) row[0]).collect(Collectors.toSet());
  }

  private void delete(ByteBuffer in) {
    skip(in, 2 * Long.BYTES); // message head, supertable
    skip(in, signed(in) * Long.BYTES);
    long first = in.getLong();
    long last = in.getLong();
    signed(in); // rows
    String table = name(in);
    String column = name(in);
    String sql =
        String.format(
            "delete from `%s` where `%s` >= %d and `%s` <= %d", table, column, first, column, last);
    try {
      connection.engine().execute(connection.session().replicating(), sql);
    } catch (EngineException e) {
      if (e.code() != TABLE_NOT_EXIST) {
        throw e;
      }
    }
  }

  private static String name(ByteBuffer in) {
    byte[] bytes = new byte[unsigned(in)];
    in.get(bytes);
    return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
  }

  private static int signed(ByteBuffer in) {
    int zigzag = unsigned(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static int unsigned(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 32 bits");
  }

  private static ByteBuffer take(ByteBuffer in, int length) {
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    skip(in, length);
    return part;
  }

  private static void skip(ByteBuffer in, int length) {
    in.position(in.position() + length);
  }
}
