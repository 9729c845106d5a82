package io.taosbridge.embedded.tmq;

import static java.util.Map.entry;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.server.ActionRunner;
import io.taosbridge.embedded.server.Args;
import io.taosbridge.embedded.server.Credentials;
import io.taosbridge.embedded.server.Exchange;
import io.taosbridge.embedded.server.Peer;
import io.taosbridge.embedded.server.ProtocolException;
import io.taosbridge.embedded.server.SerialExecutor;
import io.taosbridge.embedded.server.SocketSession;
import io.taosbridge.embedded.server.TextRequest;
import io.taosbridge.embedded.server.Tokens;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket of {@code /rest/tmq}: at most one consumer (tmq.md, sections 1 and 2). */
public final class TmqSession implements SocketSession {

  private static final Logger LOG = LoggerFactory.getLogger(TmqSession.class);

  /** How an action is carried out. */
  private interface Handler {
    void handle(Args args, Exchange exchange);
  }

  private final Tokens tokens;
  private final Groups groups;
  private final String version;
  private final ActionRunner runner;
  private final SerialExecutor serial;
  private final PollQueue polls;
  private final MessageActions messages = new MessageActions();
  private final Map<String, Handler> actions =
      Map.ofEntries(
          entry("subscribe", this::subscribe),
          entry("unsubscribe", this::unsubscribe),
          entry("list_topics", this::listTopics),
          entry("fetch", messages::fetch),
          entry("fetch_block", messages::fetchBlock),
          entry("fetch_raw", messages::fetchRaw),
          entry("fetch_raw_data", messages::fetchRawData),
          entry("fetch_json_meta", messages::fetchJsonMeta),
          entry("assignment", (args, exchange) -> offsets().assignment(args, exchange)),
          entry("position", (args, exchange) -> offsets().position(args, exchange)),
          entry("committed", (args, exchange) -> offsets().committed(args, exchange)),
          entry("seek", (args, exchange) -> offsets().seek(args, exchange)),
          entry("commit", (args, exchange) -> offsets().commit(args, exchange)),
          entry("commit_offset", (args, exchange) -> offsets().commitOffset(args, exchange)));

  private Consumer consumer;
  private boolean unsubscribed;

  public TmqSession(Tokens tokens, Groups groups, String version, Peer peer, Executor pool) {
    this.tokens = tokens;
    this.groups = groups;
    this.version = version;
    this.runner = new ActionRunner(peer, groups.faults());
    this.serial = new SerialExecutor(pool);
    this.polls = new PollQueue(() -> serial.execute(this::servePoll));
  }

  private void servePoll() {
    polls.run();
  }

  /** Malformed and unknown requests get no answer at all. */
  @Override
  public void onText(String text) {
    TextRequest request;
    try {
      request = TextRequest.parse(text);
    } catch (ProtocolException e) {
      LOG.debug("no answer to a request that cannot be read");
      return;
    }
    switch (request.action()) {
      case "version" -> version(request);
      case "poll" -> polls.add(answered -> poll(request, answered));
      default -> {
        Handler handler = actions.get(request.action());
        if (handler != null) {
          serial.execute(() -> run(request, handler));
        }
      }
    }
  }

  private void run(TextRequest request, Handler handler) {
    runner.run(
        request.action(),
        request.requestId(),
        null,
        exchange -> handler.handle(request.requiredArgs(), exchange));
  }

  private void poll(TextRequest request, Runnable answered) {
    run(
        request,
        (args, exchange) -> {
          exchange.beforeReply(answered);
          messages.poll(args, exchange);
        });
  }

  private void version(TextRequest request) {
    runner.run(
        request.action(),
        request.requestId(),
        null,
        exchange -> {
          request.optionalArgs();
          exchange.reply(node -> node.put("version", version));
        });
  }

  /** Binary requests are unknown on this socket. */
  @Override
  public void onBinary(ByteBuffer message) {
    LOG.debug("no answer to a binary request");
  }

  @Override
  public void onClose() {
    serial.execute(
        () -> {
          if (consumer != null) {
            consumer.unsubscribe();
          }
        });
  }

  private void subscribe(Args args, Exchange exchange) {
    List<String> topics = args.texts("topics");
    if (consumer != null && !unsubscribed) {
      throw new ProtocolException("tmq should have unsubscribed first");
    }
    if (consumer == null) {
      SubscribeConfig config = SubscribeConfig.of(args, tokens.hasBearers(false));
      login(args);
      consumer = new Consumer(groups, config, topics);
      messages.open(consumer);
    } else {
      consumer.subscribe(topics);
    }
    unsubscribed = false;
    exchange.reply(node -> node.put("version", version));
    polls.subscribed();
  }

  /** Whatever is wrong with the credentials, the C library says the same. */
  private void login(Args args) {
    String bearer = args.map("config").getOrDefault(SubscribeConfig.TOKEN, "");
    Engine engine = tokens.engine();
    try {
      Credentials credentials =
          bearer.isEmpty()
              ? new Credentials(args.text("user"), args.text("password"))
              : tokens.ofBearer(bearer);
      engine.close(engine.login(credentials.user(), credentials.password()));
    } catch (EngineException e) {
      throw new ProtocolException("init tscObj failed");
    }
  }

  private void unsubscribe(Args args, Exchange exchange) {
    opened().unsubscribe();
    messages.free();
    unsubscribed = true;
    exchange.reply();
  }

  private void listTopics(Args args, Exchange exchange) {
    List<String> topics = opened().topics();
    exchange.reply(node -> topics.forEach(node.putArray("topics")::add));
  }

  private OffsetActions offsets() {
    return new OffsetActions(opened());
  }

  private Consumer opened() {
    if (consumer == null) {
      throw new ProtocolException("tmq not init");
    }
    return consumer;
  }
}
