package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.golden.WireClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Vgroups that are split, and groups that nobody is in, as seen on a server with two data nodes.
 */
class SplitVgroupTest {

  private static final int TABLES = 16;

  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    server.execute(
        "create database s vgroups 1",
        "create table s.st (ts timestamp, v int) tags (g int)",
        "create topic t as stable s.st");
    write(1);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void write(int value) {
    for (int i = 0; i < TABLES; i++) {
      server.execute(
          "insert into s.d"
              + i
              + " using s.st tags (0) values ("
              + (1767225600000L + value)
              + ", 1)");
    }
  }

  private List<List<Object>> rows(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    ((SqlResult.Rows) server.execute(sql)).rows().forEach(row -> rows.add(Arrays.asList(row)));
    return rows;
  }

  private int onlyVgroup() {
    return (int)
        rows("select vgroup_id from information_schema.ins_vgroups where db_name = 's'")
            .get(0)
            .get(0);
  }

  private WireClient subscribed(String group) throws Exception {
    WireClient client = new WireClient(server.port(), "/rest/tmq");
    JsonNode reply =
        client.call(
            "subscribe",
            "\"user\":\"root\",\"password\":\"taosdata\",\"offset_reset\":\"earliest\","
                + "\"topics\":[\"t\"],\"group_id\":\""
                + group
                + "\"");
    assertThat(reply.get("code").intValue()).isZero();
    return client;
  }

  private static List<JsonNode> assignment(WireClient client) throws Exception {
    List<JsonNode> vgroups = new ArrayList<>();
    client.call("assignment", "\"topic\":\"t\"").get("assignment").forEach(vgroups::add);
    return vgroups;
  }

  @Test
  void putsTwoNewVgroupsInThePlaceOfOneAndKeepsNothingOfItsLog() throws Exception {
    try (WireClient client = subscribed("g")) {
      // Given
      int vgroup = onlyVgroup();
      long end = assignment(client).get(0).get("end").longValue();

      // When
      server.execute("split vgroup " + vgroup);

      // Then
      List<JsonNode> now = assignment(client);
      assertThat(now).hasSize(2);
      assertThat(now)
          .allSatisfy(
              each -> {
                assertThat(each.get("vgroup_id").intValue()).isGreaterThan(vgroup);
                assertThat(each.get("begin").longValue()).isGreaterThanOrEqualTo(end);
              });
      assertThat(client.call("poll", "\"blocking_time\":50").get("have_message").booleanValue())
          .isFalse();
    }
  }

  @Test
  void dealsTablesToBothAndLosesNoRow() throws Exception {
    try (WireClient client = subscribed("g")) {
      // Given
      server.execute("split vgroup " + onlyVgroup());

      // When
      write(2);

      // Then
      Set<Integer> vgroups = new HashSet<>();
      JsonNode message = client.call("poll", "\"blocking_time\":1000");
      while (message.get("have_message").booleanValue()) {
        vgroups.add(message.get("vgroup_id").intValue());
        message = client.call("poll", "\"blocking_time\":50");
      }
      assertThat(vgroups).hasSize(2);
      assertThat(rows("select count(*) from s.st")).containsExactly(List.of(2L * TABLES));
      assertThat(rows("select distinct vgroup_id from information_schema.ins_tables"))
          .containsExactlyInAnyOrderElementsOf(vgroups.stream().map(List::<Object>of).toList());
    }
  }

  @Test
  void refusesToSplitWhatIsNotThere() {
    assertThatThrownBy(() -> server.execute("split vgroup 99")).extracting("code").isEqualTo(0x332);
  }

  @Test
  void keepsAGroupThatEverybodyHasLeftUntilItIsDropped() throws Exception {
    // Given
    String group = "select consumer_group, consumer_id from information_schema.ins_subscriptions";
    try (WireClient client = subscribed("g")) {
      assertThat(rows(group).get(0)).doesNotContainNull();
      assertThatThrownBy(() -> server.execute("drop consumer group g on t"))
          .extracting("code")
          .isEqualTo(0x3EC);
      client.call("unsubscribe", "");
    }

    // Then
    assertThat(rows(group)).containsExactly(Arrays.asList("g", null));
    server.execute("drop consumer group g on t");
    assertThat(rows(group)).isEmpty();
    assertThatThrownBy(() -> server.execute("drop consumer group g on t"))
        .extracting("code")
        .isEqualTo(0x3E8);
  }
}
