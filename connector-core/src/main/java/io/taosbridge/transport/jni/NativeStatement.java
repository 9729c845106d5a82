package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.BlockResult;
import io.taosbridge.transport.Prepared;
import io.taosbridge.transport.Stmt2Statement;
import io.taosbridge.transport.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A statement by the library's STMT2 functions (native.md, section 6). */
final class NativeStatement extends Stmt2Statement<NativeStatement.Opened> {

  private static final int OPTION_BYTES = 32;

  private final Libtaos library;
  private final Stmt2Api api;
  private final Handle connection;
  private final BlobGuard guard;
  private final String sql;

  /** For what functions write: 4 bytes of a number, and 8 bytes on, a pointer. */
  private final Memory out = new Memory(16);

  /**
   * The library's statement.
   *
   * @param memory what its binds read; it is freed with the statement
   */
  record Opened(Handle handle, BindMemory memory, long requestId) implements Calls.Opened {

    @Override
    public void close() {
      handle.close();
    }
  }

  private NativeStatement(
      Libtaos library, Handle connection, BlobGuard guard, String sql, StatementOptions options) {
    super(library.connections().taos_get_client_info(), sql, options);
    this.library = library;
    this.api = library.stmt2();
    this.connection = connection;
    this.guard = guard;
    this.sql = Failure.text(sql, "statement");
  }

  static NativeStatement prepare(
      Libtaos library, Handle connection, BlobGuard guard, String sql, StatementOptions options) {
    NativeStatement statement = new NativeStatement(library, connection, guard, sql, options);
    statement.open();
    return statement;
  }

  @Override
  protected Opened init() {
    long requestId = RequestId.next();
    return connection.call(
        taos -> {
          try (Memory option = new Memory(OPTION_BYTES)) {
            option.clear();
            option.setLong(0, requestId);
            option.setByte(8, (byte) (options().singleSupertable() ? 1 : 0));
            option.setByte(9, (byte) (options().eachTableOnce() ? 1 : 0));
            return opened(api.taos_stmt2_init(taos, option), requestId);
          }
        });
  }

  private Opened opened(Pointer made, long requestId) {
    if (made == null) {
      throw Failure.of(library.connections(), null, requestId, Context.STATEMENT, null);
    }
    BindMemory memory = new BindMemory();
    Handle handle =
        connection.child(
            "statement",
            made,
            statement -> {
              api.taos_stmt2_close(statement);
              memory.close();
            });
    return new Opened(handle, memory, requestId);
  }

  @Override
  protected Prepared prepare(Opened opened) {
    Prepared prepared =
        callAlone(
            opened,
            statement -> {
              check(opened, statement, api.taos_stmt2_prepare(statement, sql, new NativeLong(0)));
              check(opened, statement, api.taos_stmt2_is_insert(statement, out));
              return out.getInt(0) != 0 ? insert(opened, statement) : query(opened, statement);
            });
    if (prepared.isInsert()) {
      BlobGuard.target(sql).ifPresent(table -> guard.require(table, prepared.parameters()));
    }
    return prepared;
  }

  private Prepared query(Opened opened, Pointer statement) {
    check(opened, statement, api.taos_stmt2_get_fields(statement, out, null));
    return new Prepared(false, List.of(), out.getInt(0));
  }

  private Prepared insert(Opened opened, Pointer statement) {
    out.clear();
    check(opened, statement, api.taos_stmt2_get_fields(statement, out, out.share(8)));
    Pointer array = out.getPointer(8);
    try {
      List<Parameter> parameters =
          parameters(new FieldArray(array, out.getInt(0), FieldArray.FIELD_ALL));
      return new Prepared(true, parameters, parameters.size());
    } finally {
      if (array != null) {
        api.taos_stmt2_free_fields(statement, array);
      }
    }
  }

  private static List<Parameter> parameters(FieldArray fields) {
    List<Parameter> parameters = new ArrayList<>();
    try {
      for (int i = 0; i < fields.count(); i++) {
        boolean timestamp = fields.type(i) == DataType.TIMESTAMP;
        parameters.add(
            new Parameter(
                fields.name(i),
                fields.columnType(i, true),
                Prepared.role(fields.role(i)),
                timestamp ? Precision.ofCode(fields.precision(i)) : null));
      }
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a statement has a parameter with " + e.getMessage(), e);
    }
    return parameters;
  }

  @Override
  protected void bind(Opened opened, List<TableRows> rows) {
    checkAlone(
        opened,
        statement ->
            api.taos_stmt2_bind_param(statement, opened.memory().rows(rows), Stmt2Api.ALL_COLUMNS));
  }

  @Override
  protected void bindQuery(Opened opened, List<ValueBuffer> values) {
    checkAlone(
        opened,
        statement ->
            api.taos_stmt2_bind_param(
                statement, opened.memory().query(values), Stmt2Api.ALL_COLUMNS));
  }

  @Override
  protected long execute(Opened opened) {
    return callAlone(
        opened,
        statement -> {
          check(opened, statement, api.taos_stmt2_exec(statement, out));
          return (long) out.getInt(0);
        });
  }

  /** The statement frees the result itself, when it is bound again or closed. */
  @Override
  protected BlockResult result(Opened opened, Runnable abandoned) {
    Handle result =
        callAlone(
            opened,
            statement -> {
              Pointer rows = api.taos_stmt2_result(statement);
              if (rows == null) {
                throw Failure.of(
                    library.connections(), null, opened.requestId(), Context.STATEMENT, null);
              }
              return opened.handle().part("result", rows);
            });
    return NativeResult.of(library.connections(), result, opened.requestId(), true, abandoned);
  }

  @Override
  protected void release(Opened opened) {
    opened.close();
  }

  private static <T> T callAlone(Opened opened, Function<Pointer, T> function) {
    return opened.handle().callAlone(function);
  }

  private void checkAlone(Opened opened, ToIntFunction<Pointer> function) {
    callAlone(
        opened,
        statement -> {
          check(opened, statement, function.applyAsInt(statement));
          return null;
        });
  }

  private void check(Opened opened, Pointer statement, int code) {
    if (code != 0) {
      throw Failure.ofStatement(code, api.taos_stmt2_error(statement), opened.requestId());
    }
  }
}
