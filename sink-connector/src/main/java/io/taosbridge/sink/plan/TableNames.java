package io.taosbridge.sink.plan;

import io.taosbridge.sink.record.ChildTable;
import io.taosbridge.sink.record.MappingOptions;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.record.NormalTable;
import io.taosbridge.sink.record.RecordMapper;
import io.taosbridge.sink.record.RecordMapping;
import io.taosbridge.sink.table.Names;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Tells the tables that rows go to, without a look at the server. */
public final class TableNames {

  private final Mappings mappings;
  private final boolean normalTables;
  private final Map<String, ByShape<Mapped>> topics = new HashMap<>();

  /** The child tables of records of one shape, by their supertable. */
  private static final class Mapped {

    private final Map<String, ChildTable> ofStables = new HashMap<>();
    private RecordMapping mapping;

    ChildTable of(MappingOptions options, String stable, SinkRecord record, Object value) {
      if (mapping == null) {
        mapping = RecordMapper.map(options, record, value);
      }
      return ofStables.computeIfAbsent(stable, name -> new ChildTable(mapping, name, Names::table));
    }
  }

  /**
   * @param normalTables whether rows of a source's normal tables go to normal tables
   */
  public TableNames(Mappings mappings, boolean normalTables) {
    this.mappings = mappings;
    this.normalTables = normalTables;
  }

  /**
   * @param value the record's value or, if that is a list, one of its elements: a Struct or a Map
   * @throws io.taosbridge.sink.record.BadRecordException if no row can be made of it
   */
  public String of(SinkRecord record, Object value) {
    MappingOptions options = mappings.of(record.topic());
    if (normalTables && NormalTable.isSourceOf(record, value)) {
      return Names.table(NormalTable.name(record, value));
    }
    String told = ChildTable.told(options.names().table(), record, value);
    return told == null ? ofTags(options, record, value) : Names.table(told);
  }

  private String ofTags(MappingOptions options, SinkRecord record, Object value) {
    String stable = Names.table(options.names().stable().fill(record, value));
    return topics
        .computeIfAbsent(record.topic(), topic -> new ByShape<>(options, schema -> new Mapped()))
        .of(value)
        .of(options, stable, record, value)
        .of(record, value);
  }
}
