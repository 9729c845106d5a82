package io.taosbridge.embedded.tmq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.server.Args;
import io.taosbridge.embedded.server.Exchange;
import io.taosbridge.embedded.server.MarkedFrame;
import io.taosbridge.embedded.server.ProtocolException;
import io.taosbridge.embedded.server.Widths;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Deletion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;

/** Poll and the ways to fetch the message that it brought (tmq.md, sections 2 and 3). */
final class MessageActions {

  private static final short RAW_DATA = 2;
  private static final short RAW_META_AND_DATA = 4;
  private static final short RAW_BATCH_META = 5;
  private static final int FETCH_RAW_TAG = 3;

  private Consumer consumer;
  private Message held;
  private boolean freed;
  private long lastId;
  private long lastAutoCommit;
  private boolean autoCommitted;

  /** Whether the client took a message raw, as it then will take the next. */
  private boolean fetchesRaw;

  void open(Consumer opened) {
    consumer = opened;
  }

  /** Frees the message held, as unsubscribing does. */
  void free() {
    freed |= held != null;
    held = null;
  }

  void poll(Args args, Exchange exchange) {
    Duration wait = Duration.ofMillis(args.i64("blocking_time"));
    boolean named = args.has("message_id");
    long received = args.u64("message_id");
    if (named && held != null && held.id() != received) {
      header(exchange, held);
      return;
    }
    autoCommit();
    Delivery delivery;
    try {
      delivery = consumer.poll(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (delivery == null) {
      nothing(exchange);
    } else {
      lastId++;
      held = new Message(lastId, delivery);
      freed = false;
      header(exchange, held);
      if (fetchesRaw && held.batch().type() != DataBatch.META) {
        held.raw(); // now, while the client asks for it
      }
    }
  }

  /** The adapter commits as a poll comes in, if it is time, also at the first. */
  private void autoCommit() {
    if (!consumer.config().autoCommit()) {
      return;
    }
    long now = System.nanoTime();
    if (!autoCommitted
        || now - lastAutoCommit >= consumer.config().autoCommitInterval().toNanos()) {
      consumer.commit();
      autoCommitted = true;
      lastAutoCommit = now;
    }
  }

  private static void header(Exchange exchange, Message message) {
    Delivery delivery = message.delivery();
    exchange.reply(
        node ->
            node.put("have_message", true)
                .put("topic", delivery.source().topic().name())
                .put("database", delivery.source().topic().database().name())
                .put("vgroup_id", delivery.source().vgroup().id())
                .put("message_type", delivery.batch().type())
                .put("message_id", message.id())
                .put("offset", delivery.batch().pollOffset()));
  }

  private static void nothing(Exchange exchange) {
    exchange.reply(
        node ->
            node.put("have_message", false)
                .put("topic", "")
                .put("database", "")
                .put("vgroup_id", 0)
                .put("message_type", 0)
                .put("message_id", 0)
                .put("offset", 0));
  }

  void fetch(Args args, Exchange exchange) {
    Message message = message(args, exchange, "message ID are not equal");
    checkHasData(message);
    DataBlock block = message.fetchBlock(exchange.requestId());
    exchange.reply(node -> describe(node, message, block));
  }

  private static void describe(ObjectNode node, Message message, DataBlock block) {
    node.put("completed", block == null);
    if (block == null) {
      node.put("table_name", "").put("rows", 0).put("fields_count", 0);
      node.putNull("fields_names").putNull("fields_types").putNull("fields_lengths");
      node.put("precision", 0);
      return;
    }
    node.put("table_name", message.batch().withTableName() ? block.table() : "");
    node.put("rows", block.rows()).put("fields_count", block.fields().size());
    ArrayNode names = node.putArray("fields_names");
    ArrayNode types = node.putArray("fields_types");
    ArrayNode lengths = node.putArray("fields_lengths");
    for (ColumnDef field : block.fields()) {
      names.add(field.name());
      types.add(field.type().type().code());
      lengths.add(Widths.declared(field.type()));
    }
    node.put("precision", block.precision().code());
  }

  /**
   * The reply carries the id of the fetch before it, not its own, as the real adapter's does.
   * Without a fetch that one sends leftover bytes; here it is an error.
   */
  void fetchBlock(Args args, Exchange exchange) {
    Message message = message(args, exchange, "message is nil");
    DataBlock block = message.fetchedBlock();
    if (block == null) {
      throw new ProtocolException("block is nil");
    }
    exchange.reply(oldHead(exchange, message.fetchRequestId(), message, 0), block.encode());
  }

  void fetchRaw(Args args, Exchange exchange) {
    Message message = message(args, exchange, "message ID is not equal");
    ByteBuffer raw = rawOf(message);
    ByteBuffer head = oldHead(exchange, exchange.requestId(), message, 14);
    head.position(24);
    head.putLong(FETCH_RAW_TAG).putInt(raw.remaining()).putShort(rawType(message)).flip();
    exchange.reply(head, raw);
  }

  void fetchRawData(Args args, Exchange exchange) {
    long id = args.u64("message_id");
    exchange.errorsAs(
        (code, text) ->
            exchange.reply(
                MarkedFrame.begin(MarkedFrame.FETCH_RAW_DATA, exchange, code, text, id, 0).flip()));
    Message message = message(args, exchange, "message ID is not equal");
    ByteBuffer raw = rawOf(message);
    ByteBuffer head = MarkedFrame.begin(MarkedFrame.FETCH_RAW_DATA, exchange, 0, "", id, 6);
    head.putShort(rawType(message)).putInt(raw.remaining()).flip();
    exchange.reply(head, raw);
  }

  void fetchJsonMeta(Args args, Exchange exchange) {
    exchange.echo("message_id", args.u64("message_id"));
    checkOpened();
    if (held != null && held.batch().type() == DataBatch.DATA) {
      throw new ProtocolException("message type can not get meta, type: " + DataBatch.DATA);
    }
    Message message = message(args, exchange, "message ID are not equal");
    List<ObjectNode> metas = message.batch().metas();
    boolean batched = message.batch().type() == DataBatch.META && consumer.config().batchMeta();
    exchange.reply(
        node -> {
          if (batched) {
            ObjectNode data = node.putObject("data").put("tmq_meta_version", "1.0");
            data.putArray("metas").addAll(metas);
          } else {
            node.set("data", metas.get(metas.size() - 1));
          }
        });
  }

  private Message message(Args args, Exchange exchange, String otherId) {
    long id = args.u64("message_id");
    exchange.echo("message_id", id);
    checkOpened();
    if (held == null) {
      throw new ProtocolException(freed ? "message has been freed" : "message is nil");
    }
    if (held.id() != id) {
      throw new ProtocolException(otherId);
    }
    return held;
  }

  private void checkOpened() {
    if (consumer == null) {
      throw new ProtocolException("tmq not init");
    }
  }

  private static void checkHasData(Message message) {
    if (message.batch().type() == DataBatch.META) {
      throw new ProtocolException("message type is not data");
    }
  }

  /** The raw form of metadata is not meant for clients: only deletes have one here. */
  private ByteBuffer rawOf(Message message) {
    if (message.batch().type() != DataBatch.META) {
      fetchesRaw = true;
      return message.raw();
    }
    Deletion deletion = message.batch().deletion();
    return deletion == null ? ByteBuffer.allocate(0) : RawDeletion.encode(deletion);
  }

  private static short rawType(Message message) {
    if (message.batch().deletion() != null) {
      return RawDeletion.TYPE;
    }
    return switch (message.batch().type()) {
      case DataBatch.DATA -> RAW_DATA;
      case DataBatch.META_AND_DATA -> RAW_META_AND_DATA;
      default -> RAW_BATCH_META;
    };
  }

  /** Timing, request id and message id; {@code more} bytes have room after them. */
  private static ByteBuffer oldHead(Exchange exchange, long requestId, Message message, int more) {
    ByteBuffer head = ByteBuffer.allocate(24 + more).order(ByteOrder.LITTLE_ENDIAN);
    return head.putLong(exchange.timing()).putLong(requestId).putLong(message.id()).rewind();
  }
}
