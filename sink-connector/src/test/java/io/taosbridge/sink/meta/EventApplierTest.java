package io.taosbridge.sink.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.meta.MetaChange;
import io.taosbridge.connect.meta.MetaChange.Action;
import io.taosbridge.connect.meta.MetaColumn;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaEvent.Kind;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.sink.record.BadRecordException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventApplierTest {

  private static final ColumnType NCHAR = ColumnType.parse("NCHAR(8)");

  private EmbeddedTDengine server;
  private Connection connection;
  private EventApplier applier;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    connection = TDengine.connect(server.url("ws"));
    connection.execute("create database db precision 'ms'");
    connection.execute("create stable db.st (ts timestamp, v int) tags (old nchar(8), k int)");
    applier = new EventApplier(() -> connection, (database, ofSource) -> Precision.MILLISECONDS);
  }

  @AfterEach
  void stop() {
    connection.close();
    server.close();
  }

  private static MetaEvent event(
      Kind kind,
      String stable,
      String table,
      MetaChange change,
      MetaRange range,
      TagValue... tags) {
    return new MetaEvent(
        kind,
        "source",
        Precision.MICROSECONDS,
        stable,
        table,
        List.of(),
        List.of(),
        Arrays.asList(tags),
        change,
        range);
  }

  private static MetaEvent created(String table, TagValue... tags) {
    return event(Kind.CREATE_TABLE, "st", table, null, null, tags);
  }

  private static MetaEvent altered(Action action, MetaColumn column, String newName) {
    return event(Kind.ALTER_STABLE, "st", null, new MetaChange(action, column, newName), null);
  }

  private List<List<Object>> query(String sql) {
    try (QueryResult result = connection.query(sql)) {
      return result.fetchAll().stream()
          .map(
              row -> {
                Object[] values = new Object[row.size()];
                Arrays.setAll(values, row::get);
                return Arrays.asList(values);
              })
          .toList();
    }
  }

  private static SinkRecord tombstone(Schema schema, Object key) {
    return new SinkRecord("t", 0, schema, key, null, null, 0);
  }

  @Test
  void createsATableOnceAndSetsItsTagsAfterwards() {
    // When
    applier.apply(created("c", new TagValue("old", NCHAR, "it's \\")), "db");
    applier.apply(created("c", new TagValue("old", NCHAR, "new")), "db");
    applier.apply(created("c", new TagValue("old", NCHAR, "new")), "db");

    // Then
    assertThat(query("select tags tbname, old from db.st")).containsExactly(List.of("c", "new"));
  }

  @Test
  void keepsQuotesAndBackslashesOfTags() {
    // When
    applier.apply(created("c", new TagValue("old", NCHAR, "it's \\\"")), "db");

    // Then
    assertThat(query("select tags old from db.st")).containsExactly(List.of("it's \\\""));
  }

  @Test
  void bringsValuesTogetherIfRecordsBroughtTheNewNameAheadOfItsRenaming() {
    // Given
    applier.apply(created("before", new TagValue("old", NCHAR, "x")), "db");
    applier.apply(created("ahead", new TagValue("renamed", NCHAR, "y")), "db");

    // When
    applier.apply(altered(Action.RENAME_TAG, MetaColumn.of("old", null), "renamed"), "db");

    // Then
    assertThat(query("select tags tbname, renamed from db.st order by tbname"))
        .containsExactly(List.of("ahead", "y"), List.of("before", "x"));
    assertThat(TableSchema.read(connection, "db", "st").orElseThrow().tags())
        .extracting(tag -> tag.name())
        .containsExactly("renamed", "k");
  }

  @Test
  void keepsTheNewNameIfRecordsFromBeforeTheRenamingComeAgain() {
    // Given
    applier.apply(created("c", new TagValue("old", NCHAR, "x")), "db");
    applier.apply(altered(Action.RENAME_TAG, MetaColumn.of("old", null), "renamed"), "db");
    applier.apply(created("c", new TagValue("old", NCHAR, "stale")), "db");

    // When
    applier.apply(altered(Action.RENAME_TAG, MetaColumn.of("old", null), "renamed"), "db");

    // Then
    assertThat(query("select tags tbname, renamed from db.st")).containsExactly(List.of("c", "x"));
    assertThat(TableSchema.read(connection, "db", "st").orElseThrow().tags())
        .extracting(tag -> tag.name())
        .containsExactly("renamed", "k");
  }

  @Test
  void widensATagThatIsTooShortForAnEvent() {
    // When
    TagValue longer = new TagValue("old", ColumnType.parse("NCHAR(20)"), "longer than eight");
    applier.apply(created("c", longer), "db");

    // Then
    assertThat(query("select tags old from db.st")).containsExactly(List.of("longer than eight"));
    assertThat(TableSchema.read(connection, "db", "st").orElseThrow().tags().get(0).type())
        .isEqualTo(longer.type());
  }

  @Test
  void deletesInThePrecisionOfTheTarget() {
    // Given
    connection.execute(
        "insert into db.c using db.st tags ('x', 1) values (1700000000001, 1) (1700000000002, 2) (1700000000003, 3)");

    // When
    applier.apply(
        event(
            Kind.DELETE,
            "st",
            "c",
            null,
            new MetaRange(1_700_000_000_001_000L, 1_700_000_000_002_999L)),
        "db");

    // Then
    assertThat(query("select v from db.c")).containsExactly(List.of(3));
  }

  @Test
  void deletesAllWithoutBounds() {
    // Given
    connection.execute(
        "insert into db.c using db.st tags ('x', 1) values (1700000000001, 1) (1700000000002, 2)");

    // When
    MetaRange all = new MetaRange(Long.MIN_VALUE, Long.MAX_VALUE);
    applier.apply(event(Kind.DELETE, "st", "c", null, all), "db");

    // Then
    assertThat(query("select v from db.c")).isEmpty();
  }

  @Test
  void leavesAloneWhatIsNotThere() {
    // When
    applier.apply(event(Kind.DROP_STABLE, "gone", null, null, null), "db");
    applier.apply(event(Kind.DROP_TABLE, null, "gone", null, null), "db");
    applier.apply(event(Kind.DELETE, "st", "gone", null, new MetaRange(0, 1)), "db");
    applier.apply(altered(Action.DROP_COLUMN, MetaColumn.of("gone", null), null), "db");
    applier.apply(altered(Action.RENAME_TAG, MetaColumn.of("gone", null), "new"), "db");
    applier.apply(
        altered(Action.ADD_COLUMN, MetaColumn.of("v", ColumnType.parse("INT")), null), "db");

    // Then
    assertThat(TableSchema.read(connection, "db", "st").orElseThrow().columns()).hasSize(2);
  }

  @Test
  void dropsTheTableThatATombstoneNames() {
    // Given
    connection.execute(
        "create table db.c using db.st tags ('x', 1) db.d using db.st tags ('y', 1)");

    // When
    applier.apply(Tombstone.of(tombstone(Schema.STRING_SCHEMA, "c")), "db");

    // Then
    assertThat(query("select tags tbname from db.st")).containsExactly(List.of("d"));
  }

  @Test
  void deletesTheRowThatATombstoneNames() {
    // Given
    connection.execute(
        "insert into db.c using db.st tags ('x', 1) values (1700000000001, 1) (1700000000002, 2)");
    Schema schema =
        SchemaBuilder.struct()
            .field(RecordNames.TABLE_FIELD, Schema.STRING_SCHEMA)
            .field("ts", SchemaBuilder.int64().name(FieldSchemas.MICRO_TIMESTAMP).build())
            .build();

    // When
    Struct key =
        new Struct(schema).put(RecordNames.TABLE_FIELD, "c").put("ts", 1_700_000_000_001_000L);
    applier.apply(Tombstone.of(tombstone(schema, key)), "db");

    // Then
    assertThat(query("select v from db.c")).containsExactly(List.of(2));
  }

  @Test
  void refusesATombstoneWhoseKeyNamesNoTable() {
    // When, Then
    Assertions.assertThatThrownBy(() -> Tombstone.of(tombstone(Schema.INT32_SCHEMA, 7)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("key")
        .hasMessageContaining("7");
  }
}
