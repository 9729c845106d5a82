package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.StmtStatement;
import io.taosbridge.transport.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A statement by the library's STMT functions (native.md, section 6). */
final class NativeLegacyStatement
    extends StmtStatement<NativeLegacyStatement.Opened, NativeLegacyStatement.Values> {

  private final Libtaos library;
  private final StmtApi api;
  private final Handle connection;
  private final BlobGuard guard;
  private final Optional<String> target;
  private String named;

  /** For what functions write: 4 bytes of a number, and 8 bytes on, a pointer. */
  private final Memory out = new Memory(16);

  /** The library's statement. */
  record Opened(Handle handle, long requestId) implements Calls.Opened {

    @Override
    public void close() {
      handle.close();
    }
  }

  /** Some of the values of each buffer. */
  record Values(List<ValueBuffer> buffers, int from, int to) {}

  private NativeLegacyStatement(Libtaos library, Handle connection, BlobGuard guard, String sql) {
    super(Failure.text(sql, "statement"));
    this.library = library;
    this.api = library.stmt();
    this.connection = connection;
    this.guard = guard;
    this.target = BlobGuard.target(sql);
  }

  static NativeLegacyStatement prepare(
      Libtaos library, Handle connection, BlobGuard guard, String sql) {
    NativeLegacyStatement statement = new NativeLegacyStatement(library, connection, guard, sql);
    statement.open();
    return statement;
  }

  @Override
  protected Opened init() {
    long requestId = RequestId.next();
    return connection.call(
        taos -> {
          Pointer made = api.taos_stmt_init_with_reqid(taos, requestId);
          if (made == null) {
            throw Failure.of(library.connections(), null, requestId, Context.STATEMENT, null);
          }
          return new Opened(connection.child("statement", made, api::taos_stmt_close), requestId);
        });
  }

  @Override
  protected boolean prepare(Opened opened, String sql) {
    check(opened, statement -> api.taos_stmt_prepare(statement, sql, new NativeLong(0)));
    check(opened, statement -> api.taos_stmt_is_insert(statement, out));
    return out.getInt(0) != 0;
  }

  @Override
  protected void nameTable(Opened opened, String table) {
    String name = Failure.text(table, "name of the table");
    check(opened, statement -> api.taos_stmt_set_tbname(statement, name));
    named = name;
  }

  @Override
  protected List<Parameter> tagFields(Opened opened) {
    return fields(
        opened,
        Parameter.Role.TAG,
        statement -> api.taos_stmt_get_tag_fields(statement, out, out.share(8)));
  }

  @Override
  protected List<Parameter> columnFields(Opened opened) {
    List<Parameter> columns =
        fields(
            opened,
            Parameter.Role.COLUMN,
            statement -> api.taos_stmt_get_col_fields(statement, out, out.share(8)));
    target.or(() -> Optional.ofNullable(named)).ifPresent(table -> guard.require(table, columns));
    return columns;
  }

  private List<Parameter> fields(
      Opened opened, Parameter.Role role, ToIntFunction<Pointer> function) {
    return opened
        .handle()
        .callAlone(
            statement -> {
              out.clear();
              require(opened, statement, function.applyAsInt(statement));
              Pointer array = out.getPointer(8);
              try {
                return parameters(new FieldArray(array, out.getInt(0), FieldArray.FIELD_E), role);
              } finally {
                if (array != null) {
                  api.taos_stmt_reclaim_fields(statement, array);
                }
              }
            });
  }

  private static List<Parameter> parameters(FieldArray fields, Parameter.Role role) {
    List<Parameter> parameters = new ArrayList<>();
    try {
      for (int i = 0; i < fields.count(); i++) {
        boolean timestamp = fields.type(i) == DataType.TIMESTAMP;
        parameters.add(
            new Parameter(
                fields.name(i),
                fields.columnType(i, true),
                role,
                timestamp ? Precision.ofCode(fields.precision(i)) : null));
      }
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a statement has a parameter with " + e.getMessage(), e);
    }
    return parameters;
  }

  @Override
  protected Values encodeTags(List<Parameter> fields, List<?> values, Precision unit) {
    BindBatch batch = new BindBatch(inUnit(fields, unit));
    return new Values(batch.table(null).setTags(values).tags(), 0, 1);
  }

  @Override
  protected List<Values> encodeRows(
      List<Parameter> fields, List<? extends List<?>> values, Precision unit) {
    BindBatch batch = new BindBatch(inUnit(fields, unit));
    batch.table(null).addColumns(values);
    return TableRows.split(batch).stream()
        .map(part -> part.get(0))
        .map(rows -> new Values(rows.table().columns(), rows.from(), rows.to()))
        .toList();
  }

  private static List<Parameter> inUnit(List<Parameter> fields, Precision unit) {
    return fields.stream()
        .map(
            field ->
                new Parameter(
                    field.name(),
                    field.type(),
                    field.role(),
                    field.type().type() == DataType.TIMESTAMP ? unit : null))
        .toList();
  }

  @Override
  protected void sendTags(Opened opened, Values tags) {
    check(opened, statement -> send(tags, memory -> api.taos_stmt_set_tags(statement, memory)));
  }

  @Override
  protected void sendRows(Opened opened, Values rows) {
    check(
        opened,
        statement -> send(rows, memory -> api.taos_stmt_bind_param_batch(statement, memory)));
  }

  private static int send(Values values, ToIntFunction<Pointer> function) {
    try (Memory memory = MultiBind.of(values.buffers(), values.from(), values.to())) {
      return function.applyAsInt(memory);
    }
  }

  @Override
  protected void addBatch(Opened opened) {
    check(opened, api::taos_stmt_add_batch);
  }

  @Override
  protected long execute(Opened opened) {
    return opened
        .handle()
        .callAlone(
            statement -> {
              require(opened, statement, api.taos_stmt_execute(statement));
              return (long) api.taos_stmt_affected_rows_once(statement);
            });
  }

  @Override
  protected void release(Opened opened) {
    opened.close();
  }

  private void check(Opened opened, ToIntFunction<Pointer> function) {
    opened
        .handle()
        .callAlone(
            statement -> {
              require(opened, statement, function.applyAsInt(statement));
              return null;
            });
  }

  private void require(Opened opened, Pointer statement, int code) {
    if (code != 0) {
      throw Failure.ofStatement(code, api.taos_stmt_errstr(statement), opened.requestId());
    }
  }
}
