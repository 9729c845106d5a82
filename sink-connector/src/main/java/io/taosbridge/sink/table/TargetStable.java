package io.taosbridge.sink.table;

import io.taosbridge.block.DataType;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns and tags of a supertable by name. Letter case counts, as TDengine has it. */
public final class TargetStable {

  private final TableSchema schema;
  private final Map<String, ColumnInfo> byName = new HashMap<>();

  TargetStable(TableSchema schema) {
    this.schema = schema;
    schema.columns().forEach(column -> byName.put(column.name(), column));
    schema.tags().forEach(tag -> byName.put(tag.name(), tag));
  }

  public ColumnInfo primaryTimestamp() {
    return schema.columns().get(0);
  }

  /** The column or tag of this name, or null. */
  public ColumnInfo column(String name) {
    return byName.get(name);
  }

  /** The columns of type BLOB. */
  public List<ColumnInfo> blobs() {
    return schema.columns().stream()
        .filter(column -> column.type().type() == DataType.BLOB)
        .toList();
  }

  public boolean hasCompositeKey() {
    return schema.columns().stream().anyMatch(ColumnInfo::compositeKey);
  }
}
