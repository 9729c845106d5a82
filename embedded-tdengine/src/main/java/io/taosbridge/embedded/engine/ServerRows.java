package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** What the system tables tell of users, topics, consumers and the server. */
final class ServerRows {

  private static final String ENDPOINT = "localhost:6030";
  private static final byte YES = 1;

  private final State state;
  private final long startedAt = System.currentTimeMillis();

  ServerRows(State state) {
    this.state = state;
  }

  List<Object[]> topics() {
    List<Object[]> rows = new ArrayList<>();
    for (Topic topic : state.topics().values()) {
      rows.add(
          new Object[] {
            topic.name(),
            topic.database().name(),
            topic.createdAt(),
            topic.sql(),
            schema(topic),
            switch (topic.meta()) {
              case WITHOUT -> "no";
              case WITH -> "yes";
              case ONLY -> "only";
            },
            topic.kind()
          });
    }
    return rows;
  }

  private static String schema(Topic topic) {
    if (topic.fields().isEmpty()) {
      return "NULL";
    }
    ArrayNode fields = JsonNodeFactory.instance.arrayNode();
    for (ResultField field : topic.fields()) {
      fields
          .addObject()
          .put("name", field.name())
          .put("type", TypeNames.bare(field.type()))
          .put("length", TypeNames.length(field.type()));
    }
    return fields.toString();
  }

  List<Object[]> subscriptions() {
    List<Object[]> rows = new ArrayList<>();
    for (Subscriptions.Subscription s : state.subscriptions().subscriptions()) {
      rows.add(
          new Object[] {
            s.topic(),
            s.group(),
            s.vgroupId(),
            s.consumerId(),
            s.user(),
            s.fqdn(),
            s.offset(),
            s.rows()
          });
    }
    return rows;
  }

  List<Object[]> consumers() {
    List<Object[]> rows = new ArrayList<>();
    for (Subscriptions.Consumer c : state.subscriptions().consumers()) {
      rows.add(
          new Object[] {
            c.consumerId(),
            c.group(),
            c.clientId(),
            c.user(),
            c.fqdn(),
            c.status(),
            String.join(",", c.topics()),
            c.upTime(),
            c.subscribeTime(),
            c.rebalanceTime(),
            c.parameters()
          });
    }
    return rows;
  }

  List<Object[]> users() {
    List<Object[]> rows = new ArrayList<>();
    for (Users.User user : state.users().all()) {
      byte root = (byte) (user.name().equals(Users.ROOT) ? 1 : 0);
      rows.add(new Object[] {user.name(), root, YES, YES, root, user.createdAt(), "127.0.0.1"});
    }
    return rows;
  }

  List<Object[]> connections() {
    List<Object[]> rows = new ArrayList<>();
    long id = 0;
    for (Session session : state.sessions()) {
      rows.add(
          new Object[] {
            ++id,
            session.user(),
            "taosadapter",
            session.address(),
            startedAt,
            System.currentTimeMillis(),
            session.application(),
            session.address()
          });
    }
    return rows;
  }

  List<Object[]> dnodes() {
    int vnodes = state.catalog().databases().stream().mapToInt(d -> d.vgroups().size()).sum();
    return one(1, ENDPOINT, (short) vnodes, (short) 64, "ready", startedAt, startedAt, "");
  }

  List<Object[]> mnodes() {
    return one(1, ENDPOINT, "leader", "ready", startedAt, startedAt);
  }

  List<Object[]> cluster() {
    int uptime = (int) ((System.currentTimeMillis() - startedAt) / 1000);
    return one(1L, "embedded", uptime, startedAt, state.version(), null);
  }

  List<Object[]> variables() {
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {"statusInterval", "1", "server", "global"});
    rows.add(new Object[] {"timezone", "UTC (UTC, +0000)", "both", "global"});
    rows.add(new Object[] {"locale", "en_US.UTF-8", "both", "global"});
    rows.add(new Object[] {"charset", "UTF-8", "both", "global"});
    return rows;
  }

  private static List<Object[]> one(Object... values) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(values);
    return rows;
  }
}
