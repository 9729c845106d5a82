package io.taosbridge.embedded.engine;

import static io.taosbridge.embedded.engine.TestDatabase.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.WriteEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest {

  private final TestDatabase db =
      new TestDatabase()
          .with(
              "create stable st (ts timestamp, v int, s varchar(10)) tags (g int)",
              "create table nt (ts timestamp, x double)");

  private List<TopicRows> read(String topic) {
    List<TopicRows> rows = new ArrayList<>();
    Topic found = db.engine().topic(topic).orElseThrow();
    for (WriteEntry entry : TestDatabase.entries(db.log("c1"), WriteEntry.class)) {
      rows.addAll(found.rows(entry));
    }
    return rows;
  }

  private static List<List<Object>> values(List<TopicRows> parts) {
    return parts.stream().flatMap(part -> part.rows().stream()).map(Arrays::asList).toList();
  }

  @Test
  void deliversAllTablesOfADatabase() {
    // Given
    db.run("create topic t as database db");

    // When
    db.run(
        "insert into c1 using st tags(1) values (1767225600000, 1, 'a') nt values (1767225600000, 2)");

    // Then
    List<TopicRows> rows = read("t");
    assertThat(rows).extracting(part -> part.table().name()).containsExactly("c1", "nt");
    assertThat(values(rows)).containsExactly(List.of(T0, 1, "a"), List.of(T0, 2.0));
    assertThat(db.engine().topic("t").orElseThrow().withTableName()).isTrue();
  }

  @Test
  void deliversOnlyColumnsThatWereWritten() {
    // Given
    db.with("create topic t as stable st", "create table c1 using st tags(1)");

    // When
    db.run("insert into c1 (ts, s) values (1767225600000, null)");

    // Then
    assertThat(read("t").get(0).fields())
        .extracting(ColumnDef::name, ColumnDef::id)
        .containsExactly(tuple("ts", 1), tuple("s", 3));
  }

  @Test
  void deliversOldRowsWithTheColumnsTheyWereWrittenWith() {
    // Given
    db.with(
        "create topic t as stable st",
        "insert into c1 using st tags(1) values (1767225600000, 1, 'a')");

    // When
    db.with("alter stable st drop column v", "alter stable st add column w int");

    // Then
    assertThat(read("t").get(0).fields())
        .extracting(ColumnDef::name)
        .containsExactly("ts", "v", "s");
    assertThat(read("t").get(0).schemaVersion()).isEqualTo(1);
  }

  @Test
  void evaluatesAConditionOnTagsWhenReading() {
    // Given
    db.with(
        "create topic t as stable st where g > 5",
        "insert into c1 using st tags(1) values (1767225600000, 1, 'a')");
    assertThat(read("t")).isEmpty();

    // When
    db.run("alter table c1 set tag g = 6");

    // Then
    assertThat(values(read("t"))).containsExactly(List.of(T0, 1, "a"));
  }

  @Test
  void makesRowsOfAQuery() {
    // Given
    db.run(
        "create topic t as select ts, tbname, v * 2 as w, g from db.st where v >= 2 and ts > 1767225600000");

    // When
    db.run(
        "insert into c1 using st tags(7) values (1767225600000, 5, 'a') (1767225600001, 1, 'b') (1767225600002, 3, 'c')");

    // Then
    assertThat(values(read("t"))).containsExactly(List.of(T0 + 2, "c1", 6.0, 7));
    assertThat(db.engine().topic("t").orElseThrow().withTableName()).isFalse();
    assertThat(read("t").get(0).fields())
        .extracting(ColumnDef::name)
        .containsExactly("ts", "tbname", "w", "g");
  }

  @Test
  void leavesOutTablesThatWereDropped() {
    // Given
    db.with(
        "create topic t as database db",
        "insert into c1 using st tags(1) values (1767225600000, 1, 'a')");

    // When
    db.with("drop table c1", "create table c1 using st tags(1)");

    // Then
    assertThat(read("t")).isEmpty();
  }

  @Test
  void stillDeliversDeletedRows() {
    // Given
    db.with(
        "create topic t as database db",
        "insert into c1 using st tags(1) values (1767225600000, 1, 'a')");

    // When
    db.run("delete from c1");

    // Then
    assertThat(values(read("t"))).containsExactly(List.of(T0, 1, "a"));
  }

  @Test
  void tellsCreationsOnlyWithMetadata() {
    // Given
    db.with("create topic plain as stable st", "create topic meta with meta as stable st");

    // When
    db.run("insert into c1 using st tags(1) values (now, 1, 'a')");

    // Then
    WriteEntry entry = TestDatabase.entries(db.log("c1"), WriteEntry.class).get(0);
    assertThat(db.engine().topic("plain").orElseThrow().creations(entry)).isEmpty();
    assertThat(db.engine().topic("meta").orElseThrow().creations(entry))
        .singleElement()
        .hasToString(
            "{\"type\":\"create\",\"tableType\":\"child\",\"tableName\":\"c1\",\"using\":\"st\",\"tagNum\":1,\"tags\":[{\"name\":\"g\",\"type\":4,\"value\":1}]}");
  }

  @Test
  void tellsMetadataOfItsOwnSupertableOnly() {
    // Given
    db.run("create topic t only meta as stable st");
    db.run("insert into c1 using st tags(1) values (now, 1, 'a')");

    // When
    db.with("alter stable st add column w int", "alter table nt add column y int");

    // Then
    Topic topic = db.engine().topic("t").orElseThrow();
    assertThat(TestDatabase.entries(db.log("c1"), MetaEntry.class))
        .filteredOn(topic::delivers)
        .extracting(entry -> entry.json().get("tableName").asText())
        .containsOnly("st");
    assertThat(read("t")).isEmpty();
  }

  @Test
  void holdsOnToWhatItReads() {
    // Given
    db.run("create topic t as select ts, v from st");

    // Then
    assertThatThrownBy(() -> db.run("drop database db")).hasMessage("Topic must be dropped first");
    assertThatThrownBy(() -> db.run("drop stable st")).hasMessage("Topic must be dropped first");
    assertThatThrownBy(() -> db.run("alter stable st drop column v"))
        .extracting("code")
        .isEqualTo(0x0527);
    db.with("alter stable st drop column s", "drop topic t", "drop stable st");
  }

  @Test
  void asksConsumersBeforeItGoes() {
    // Given
    db.run("create topic t as database db");
    List<String> dropped = new ArrayList<>();
    db.engine()
        .subscriptions(
            new Subscriptions() {
              @Override
              public List<Subscription> subscriptions() {
                return List.of(new Subscription("t", "g", 2, "0x1", "root", "h", "wal:1/2", 3));
              }

              @Override
              public List<Consumer> consumers() {
                return List.of();
              }

              @Override
              public boolean isInUse(String topic) {
                return true;
              }

              @Override
              public void topicDropped(String topic) {
                dropped.add(topic);
              }

              @Override
              public void vgroupsChanged(Database database) {}

              @Override
              public void dropGroup(String topic, String group, boolean force) {
                dropped.add(group);
              }
            });

    // When
    assertThatThrownBy(() -> db.run("drop topic t")).extracting("code").isEqualTo(0x03EB);
    db.with("drop consumer group g on t", "drop topic force t");

    // Then
    assertThat(dropped).containsExactly("g", "t");
    assertThat(db.rows("select topic_name, `offset` from information_schema.ins_subscriptions"))
        .containsExactly(List.of("t", "wal:1/2"));
  }
}
