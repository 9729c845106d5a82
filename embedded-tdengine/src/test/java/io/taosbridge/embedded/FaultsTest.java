package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.golden.WireClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every switch of {@link io.taosbridge.embedded.fault.Faults} does what it says. */
class FaultsTest {

  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    server.execute(
        "create database f vgroups 1",
        "create table f.t (ts timestamp, v int)",
        "insert into f.t values (1767225600000, 1)",
        "create topic ft as database f");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WireClient connected() throws Exception {
    WireClient client = new WireClient(server.port(), "/ws");
    client.call("conn", "\"user\":\"root\",\"password\":\"taosdata\"");
    return client;
  }

  private WireClient subscribed(String more) throws Exception {
    WireClient client = new WireClient(server.port(), "/rest/tmq");
    JsonNode reply =
        client.call(
            "subscribe",
            "\"user\":\"root\",\"password\":\"taosdata\",\"group_id\":\"g\",\"offset_reset\":"
                + "\"earliest\",\"topics\":[\"ft\"]"
                + more);
    assertThat(reply.get("code").intValue()).isZero();
    return client;
  }

  @Test
  void dropsAReplyThoughTheRequestIsDone() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().dropReply("query", 1);

      // When
      client.send("query", "\"sql\":\"insert into f.t values (1767225600001, 2)\"");
      JsonNode next = client.call("query", "\"sql\":\"select count(*) from f.t\"");

      // Then
      assertThat(next.get("id").longValue()).isEqualTo(1);
      assertThat(client.unclaimed()).isZero();
      assertThat(server.faults().pending()).isZero();
    }
  }

  @Test
  void failsAndLosesRepliesOfSchemalessText() throws Exception {
    try (WireClient client = connected()) {
      // Given
      client.call("query", "\"sql\":\"use f\"");
      server.faults().fail("insert", 0x3002, "no", 1);
      server.faults().dropReply("insert", 1);
      String line = "\"protocol\":1,\"precision\":\"ms\",\"data\":\"m,t=x v=1i 1767225600000\"";

      // When
      JsonNode refused = client.call("insert", line);
      client.send("insert", line);
      JsonNode count = client.call("insert", line.replace("t=x", "t=y"));

      // Then
      assertThat(refused.get("code").intValue()).isEqualTo(0x3002);
      assertThat(count.get("affected_rows").intValue()).isEqualTo(1);
      assertThat(((SqlResult.Rows) server.execute("select * from f.m")).rows()).hasSize(2);
    }
  }

  @Test
  void failsAnOldStatement() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().fail("exec", 0x0903, "sync timeout", 1);
      client.call("query", "\"sql\":\"use f\"");
      client.call("init", "");
      client.call("prepare", "\"stmt_id\":1,\"sql\":\"insert into t values(?,?)\"");
      client.call("bind", "\"stmt_id\":1,\"columns\":[[1767225600009],[9]]");
      client.call("add_batch", "\"stmt_id\":1");

      // When
      JsonNode failed = client.call("exec", "\"stmt_id\":1");
      JsonNode again = client.call("exec", "\"stmt_id\":1");

      // Then
      assertThat(failed.get("code").intValue()).isEqualTo(0x0903);
      assertThat(again.get("affected").intValue()).isEqualTo(1);
    }
  }

  @Test
  void delaysAReplySoThatALaterOneOvertakesIt() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().delay("get_current_db", Duration.ofMillis(300), 1);

      // When
      client.send("get_current_db", "");
      client.send("version", "");

      // Then
      assertThat(client.receive().get("action").textValue()).isEqualTo("version");
      assertThat(client.receive().get("action").textValue()).isEqualTo("get_current_db");
    }
  }

  @Test
  void failsTheNextRequestsWithTheCodeGiven() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().fail("query", 0x090C, "not leader", 2);

      // When
      JsonNode first = client.call("query", "\"sql\":\"select 1\"");
      JsonNode second = client.call("query", "\"sql\":\"select 1\"");
      JsonNode third = client.call("query", "\"sql\":\"select 1\"");

      // Then
      assertThat(first.get("code").intValue()).isEqualTo(0x090C);
      assertThat(second.get("message").textValue()).isEqualTo("not leader");
      assertThat(third.get("code").intValue()).isZero();
    }
  }

  @Test
  void resetsTheSocketAfterTheRequestWasDone() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().resetAfter("query");

      // When
      client.send("query", "\"sql\":\"insert into f.t values (1767225600001, 2)\"");

      // Then
      assertThat(client.awaitEnd()).isTrue();
      assertThat(rowCount()).isEqualTo(2);
    }
  }

  @Test
  void resetsTheSocketBeforeTheRequestIsDone() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().resetBefore("query");

      // When
      client.send("query", "\"sql\":\"insert into f.t values (1767225600001, 2)\"");

      // Then
      assertThat(client.awaitEnd()).isTrue();
      assertThat(rowCount()).isEqualTo(1);
    }
  }

  @Test
  void halfClosesTheSocket() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().halfClose("query");

      // When
      client.send("query", "\"sql\":\"select 1\"");

      // Then
      assertThat(client.awaitEnd()).isTrue();
      client.send("version", "");
    }
  }

  @Test
  void fallsSilentOnAnOpenSocket() throws Exception {
    try (WireClient client = connected()) {
      // Given
      server.faults().mute("query");

      // When
      client.send("query", "\"sql\":\"select 1\"");
      client.send("version", "");

      // Then
      assertThat(client.receiveWithin(300)).isNull();
    }
  }

  @Test
  void deliversAStaleMessageAfterASeek() throws Exception {
    try (WireClient client = subscribed("")) {
      // Given
      long vgroup = poll(client).get("vgroup_id").longValue();
      server.execute("insert into f.t values (1767225600001, 2)");
      server.faults().staleAfterSeek(1);

      // When
      seek(client, vgroup, 0);
      JsonNode stale = poll(client);
      JsonNode sought = poll(client);

      // Then
      assertThat(stale.get("offset").longValue()).isPositive();
      assertThat(sought.get("offset").longValue()).isZero();
    }
  }

  @Test
  void acknowledgesACommitThatIsLost() throws Exception {
    // Given
    long vgroup;
    try (WireClient client = subscribed("")) {
      vgroup = poll(client).get("vgroup_id").longValue();
      server.faults().loseCommits(1);

      // When
      JsonNode reply = client.call("commit", "\"message_id\":1");

      // Then
      assertThat(reply.get("code").intValue()).isZero();
      assertThat(committed(client, vgroup)).isPositive();
    }
    try (WireClient client = subscribed("")) {
      await().until(() -> assignmentSize(client) == 1);
      assertThat(committed(client, vgroup)).isEqualTo(-2147467247);
    }
  }

  @Test
  void swallowsTheErrorsOfASilentVgroup() throws Exception {
    try (WireClient client = subscribed("")) {
      // Given
      long vgroup = assignment(client).get("vgroup_id").longValue();
      server.faults().silence((int) vgroup);

      // When
      JsonNode silent = poll(client);
      server.faults().speak((int) vgroup);
      JsonNode message = poll(client);

      // Then
      assertThat(silent.get("code").intValue()).isZero();
      assertThat(silent.get("have_message").booleanValue()).isFalse();
      assertThat(message.get("have_message").booleanValue()).isTrue();
    }
  }

  @Test
  void recyclesALogWithoutASignInTheOffsets() throws Exception {
    try (WireClient client = subscribed("")) {
      // Given
      long vgroup = poll(client).get("vgroup_id").longValue();
      long position = position(client, vgroup);
      server.execute(
          "insert into f.t values (1767225600001, 2)", "insert into f.t values (1767225600002, 3)");

      // When
      server.faults().recycleLog("ft", (int) vgroup, position + 1);
      JsonNode next = poll(client);
      JsonNode assigned = assignment(client);

      // Then
      assertThat(next.get("offset").longValue()).isEqualTo(position);
      assertThat(assigned.get("begin").longValue()).isEqualTo(position + 1);
    }
  }

  @Test
  void refusesToSeekBelowARecycledLog() throws Exception {
    try (WireClient client = subscribed("")) {
      // Given
      long vgroup = assignment(client).get("vgroup_id").longValue();
      server.faults().recycleLog("ft", (int) vgroup, 2);
      assignment(client);

      // When
      JsonNode reply = seek(client, vgroup, 0);

      // Then
      assertThat(reply.get("code").intValue()).isEqualTo(0x4007);
    }
  }

  @Test
  void losesConsumers() throws Exception {
    try (WireClient client = subscribed("")) {
      // Given
      poll(client);

      // When
      int lost = server.faults().loseConsumers("g");

      // Then
      assertThat(lost).isEqualTo(1);
      assertThat(poll(client).get("code").intValue()).isEqualTo(0x03E6);
      assertThat(client.call("assignment", "\"topic\":\"ft\"").get("code").intValue())
          .isEqualTo(0x4009);
      assertThat(client.call("commit", "\"message_id\":1").get("code").intValue()).isZero();
    }
  }

  @Test
  void losesAConsumerThatDoesNotPollInTime() throws Exception {
    try (WireClient idle = subscribed(",\"max_poll_interval_ms\":\"1000\"");
        WireClient other = subscribed("")) {
      // Given
      assertThat(assignmentSize(other)).isZero();

      // When
      JsonNode taken = null;
      for (int i = 0; i < 30 && (taken == null || !taken.get("have_message").booleanValue()); i++) {
        taken = poll(other);
      }

      // Then
      assertThat(taken.get("have_message").booleanValue()).isTrue();
      assertThat(poll(idle).get("code").intValue()).isEqualTo(0x03E6);
    }
  }

  @Test
  void rebalancesWithoutNotice() throws Exception {
    try (WireClient first = subscribed("");
        WireClient second = subscribed("")) {
      // Given
      assertThat(assignmentSize(first)).isEqualTo(1);

      // When
      server.faults().rebalance("g");

      // Then
      assertThat(assignmentSize(first)).isZero();
      assertThat(assignmentSize(second)).isEqualTo(1);
    }
  }

  private long rowCount() throws Exception {
    try (WireClient client = connected()) {
      client.call("query", "\"sql\":\"select * from f.t\"");
      return client.call("fetch", "\"id\":1").get("rows").longValue();
    }
  }

  private static JsonNode poll(WireClient client) throws Exception {
    return client.call("poll", "\"blocking_time\":100");
  }

  private static JsonNode assignment(WireClient client) throws Exception {
    return client.call("assignment", "\"topic\":\"ft\"").get("assignment").get(0);
  }

  private static int assignmentSize(WireClient client) throws Exception {
    return client.call("assignment", "\"topic\":\"ft\"").get("assignment").size();
  }

  private static JsonNode seek(WireClient client, long vgroup, long offset) throws Exception {
    return client.call(
        "seek", "\"topic\":\"ft\",\"vgroup_id\":" + vgroup + ",\"offset\":" + offset);
  }

  private static long position(WireClient client, long vgroup) throws Exception {
    return lookUp(client, "position", vgroup);
  }

  private static long committed(WireClient client, long vgroup) throws Exception {
    return lookUp(client, "committed", vgroup);
  }

  private static long lookUp(WireClient client, String action, long vgroup) throws Exception {
    String args = "\"topic_vgroup_ids\":[{\"topic\":\"ft\",\"vgroup_id\":" + vgroup + "}]";
    return client.call(action, args).get(action).get(0).longValue();
  }
}
