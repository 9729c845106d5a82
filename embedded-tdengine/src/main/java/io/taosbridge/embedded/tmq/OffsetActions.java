package io.taosbridge.embedded.tmq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.taosbridge.embedded.server.Args;
import io.taosbridge.embedded.server.Exchange;
import io.taosbridge.embedded.tmq.Consumer.Assigned;
import java.util.ArrayList;
import java.util.List;

/** Assignment, position, committed, seek, commit (tmq.md, sections 7 and 8). */
final class OffsetActions {

  /** Answers for one vgroup of a topic. */
  private interface Lookup {
    long offset(String topic, int vgroupId);
  }

  private final Consumer consumer;

  OffsetActions(Consumer consumer) {
    this.consumer = consumer;
  }

  void assignment(Args args, Exchange exchange) {
    List<Assigned> assignment = consumer.assignment(args.text("topic"));
    exchange.reply(
        node -> {
          ArrayNode vgroups = node.putArray("assignment");
          for (Assigned each : assignment) {
            vgroups
                .addObject()
                .put("vgroup_id", each.vgroupId())
                .put("offset", each.offset())
                .put("begin", each.begin())
                .put("end", each.end());
          }
        });
  }

  void position(Args args, Exchange exchange) {
    lookUp(args, exchange, "position", consumer::position);
  }

  void committed(Args args, Exchange exchange) {
    lookUp(args, exchange, "committed", consumer::committed);
  }

  private static void lookUp(Args args, Exchange exchange, String member, Lookup lookup) {
    List<Long> offsets = new ArrayList<>();
    for (Args each : args.objects("topic_vgroup_ids")) {
      offsets.add(lookup.offset(each.text("topic"), each.i32("vgroup_id")));
    }
    exchange.reply(node -> offsets.forEach(node.putArray(member)::add));
  }

  void seek(Args args, Exchange exchange) {
    consumer.seek(args.text("topic"), args.i32("vgroup_id"), args.i64("offset"));
    exchange.reply();
  }

  void commit(Args args, Exchange exchange) {
    long messageId = args.u64("message_id");
    consumer.commit();
    exchange.echo("message_id", messageId);
    exchange.reply();
  }

  void commitOffset(Args args, Exchange exchange) {
    String topic = args.text("topic");
    int vgroupId = args.i32("vgroup_id");
    long offset = args.i64("offset");
    consumer.commit(topic, vgroupId, offset);
    exchange.reply(
        node -> node.put("topic", topic).put("vgroup_id", vgroupId).put("offset", offset));
  }
}
