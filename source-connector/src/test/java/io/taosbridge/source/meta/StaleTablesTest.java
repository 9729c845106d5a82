package io.taosbridge.source.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaleTablesTest {

  @Test
  void namesTheTableWhoseTagWasSet() {
    // When
    StaleTables stale =
        StaleTables.of(
            "{\"type\":\"alter\",\"tableType\":\"child\",\"tableName\":\"c1\",\"alterType\":4,"
                + "\"colName\":\"g1\",\"colValue\":\"100\",\"colValueNull\":false}");

    // Then
    assertThat(stale).isEqualTo(new StaleTables(Set.of(), Set.of("c1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "alter", "drop"})
  void namesTheSupertable(String type) {
    // When
    StaleTables stale =
        StaleTables.of("{\"type\":\"" + type + "\",\"tableType\":\"super\",\"tableName\":\"st\"}");

    // Then
    assertThat(stale).isEqualTo(new StaleTables(Set.of("st"), Set.of()));
  }

  @Test
  void namesAllTablesOfAList() {
    // When
    StaleTables created =
        StaleTables.of(
            "{\"type\":\"create\",\"tableType\":\"child\",\"tableName\":\"a\",\"using\":\"st\","
                + "\"createList\":[{\"tableName\":\"a\"},{\"tableName\":\"b\"}]}");
    StaleTables dropped = StaleTables.of("{\"type\":\"drop\",\"tableNameList\":[\"c\",\"d\"]}");

    // Then
    assertThat(created.tables()).isEqualTo(Set.of("a", "b"));
    assertThat(dropped.tables()).isEqualTo(Set.of("c", "d"));
  }

  @Test
  void readsWrappedMetadata() {
    // When
    StaleTables stale =
        StaleTables.of(
            "{\"tmq_meta_version\":\"1.0\",\"metas\":["
                + "{\"type\":\"delete\",\"sql\":\"delete from `x`\"},"
                + "{\"type\":\"drop\",\"tableNameList\":[\"c\"]}]}");

    // Then
    assertThat(stale).isEqualTo(new StaleTables(Set.of(), Set.of("c")));
  }
}
