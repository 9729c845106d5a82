package io.taosbridge.sink.plan;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.sink.cell.CellWriter;
import io.taosbridge.sink.cell.CellWriters;
import io.taosbridge.sink.cell.Timestamps;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.ChildTable;
import io.taosbridge.sink.record.MappedField;
import io.taosbridge.sink.record.MappingOptions;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.record.PolicyOptions.UnknownField;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.RecordMapping;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.table.Names;
import io.taosbridge.sink.table.StableName;
import io.taosbridge.sink.table.TableOptions;
import io.taosbridge.sink.table.TargetStable;
import io.taosbridge.sink.table.TargetTables;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.kafka.connect.errors.ConnectException;

/** Works out how records of a shape get into their supertable, which is made if need be. */
public final class WritePlanner {

  private final TableOptions options;
  private final TargetTables tables;

  public WritePlanner(TableOptions options, TargetTables tables) {
    this.options = options;
    this.tables = tables;
  }

  /**
   * @throws BadRecordException if no record of this shape can be written
   * @throws ConnectException if the target lacks something that may not be made
   */
  WritePlan plan(RecordMapping mapping, StableName name) {
    Precision target = tables.precision(name.database(), mapping.unit().precision());
    TargetStable stable = tables.stable(name, mapping);
    List<MappedField> missing = missing(mapping, stable, name);
    if (!missing.isEmpty()) {
      stable = tables.add(name, missing);
    }
    return new Planning(mapping, name, stable, target).plan();
  }

  /** The fields to add columns and tags for. */
  private static List<MappedField> missing(
      RecordMapping mapping, TargetStable stable, StableName name) {
    UnknownField policy = mapping.options().policies().unknownField();
    List<MappedField> missing = new ArrayList<>();
    for (MappedField field : fields(mapping)) {
      if (stable.column(field.name()) == null && policy != UnknownField.IGNORE) {
        if (policy == UnknownField.DLQ) {
          throw new BadRecordException(
              name + " has no column or tag for the field `" + field.source() + "`",
              Verdict.DLQ,
              Reason.UNKNOWN_FIELD);
        }
        if (field.columnType().isPresent()) {
          missing.add(field);
        }
      }
    }
    return missing;
  }

  private static List<MappedField> fields(RecordMapping mapping) {
    List<MappedField> fields = new ArrayList<>(mapping.columns());
    fields.addAll(mapping.tags());
    return fields;
  }

  /** One plan in the making. */
  private final class Planning {

    private final RecordMapping mapping;
    private final StableName name;
    private final TargetStable stable;
    private final Timestamps timestamps;
    private final CellWriters writers;
    private final WritePlan.Policies policies;
    private final List<WritePlan.Cell> columns = new ArrayList<>();
    private final List<WritePlan.Cell> tags = new ArrayList<>();
    private final List<MappedField> untyped = new ArrayList<>();
    private MappedField compositeKey;

    Planning(RecordMapping mapping, StableName name, TargetStable stable, Precision target) {
      MappingOptions of = mapping.options();
      this.mapping = mapping;
      this.name = name;
      this.stable = stable;
      this.timestamps =
          new Timestamps(
              mapping.unit(), target, of.timestamp().tooFine(), of.timestamp().outOfRange());
      TooLong tooLong =
          of.policies().tooLong().orElse(options.evolve() ? TooLong.WIDEN : TooLong.DLQ);
      this.writers = new CellWriters(timestamps, tooLong);
      this.policies = new WritePlan.Policies(tooLong, of.timestamp().outOfRange());
    }

    WritePlan plan() {
      fields(mapping).forEach(this::add);
      if (compositeKey == null && stable.hasCompositeKey()) {
        throw new BadRecordException("the record lacks the composite key column of " + name);
      }
      return new WritePlan(
          name,
          stable.primaryTimestamp().name(),
          insertSql(),
          new RowTime(mapping.timestamp(), mapping.options().timestamp().missing(), timestamps),
          new ChildTable(mapping, name.stable(), Names::table),
          compositeKey,
          columns,
          tags,
          columns.stream().map(WritePlan.Cell::column).toList().containsAll(stable.blobs()),
          untyped,
          policies);
    }

    private void add(MappedField field) {
      ColumnInfo column = stable.column(field.name());
      if (column == null) {
        if (mapping.options().policies().unknownField() == UnknownField.ADD) {
          untyped.add(field);
        }
        return;
      }
      if (column.equals(stable.primaryTimestamp())) {
        throw new BadRecordException(
            String.format(
                "fields `%s` and `%s` both go to the primary timestamp",
                mapping.timestamp().source(), field.source()));
      }
      if (column.tag()) {
        // Without tags in the insert a missing child table is not made but refused.
        if (options.createTables()) {
          tags.add(cell(field, column));
        }
        return;
      }
      if (column.compositeKey()) {
        compositeKey = field;
      }
      columns.add(cell(field, column));
    }

    private WritePlan.Cell cell(MappedField field, ColumnInfo column) {
      try {
        CellWriter writer = writers.of(field.schema(), column.type());
        return new WritePlan.Cell(field.reader(), column, writer);
      } catch (BadRecordException e) {
        throw BadRecordException.in(column.name(), e);
      }
    }

    private String insertSql() {
      StringJoiner fields = new StringJoiner(", ", "(", ")");
      StringJoiner values = new StringJoiner(", ", "(", ")");
      fields.add("tbname").add(Names.quotedColumn(stable.primaryTimestamp().name()));
      values.add("?").add("?");
      for (List<WritePlan.Cell> cells : List.of(columns, tags)) {
        for (WritePlan.Cell cell : cells) {
          fields.add(Names.quotedColumn(cell.column().name()));
          values.add("?");
        }
      }
      return "INSERT INTO " + name + " " + fields + " VALUES " + values;
    }
  }
}
