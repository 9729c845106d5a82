package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.transport.PollWait;
import io.taosbridge.transport.Standing;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer on a socket of its own, {@code /rest/tmq} (tmq.md). */
public final class WsTmqConsumer implements TmqConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(WsTmqConsumer.class);

  /** A wait in pieces: the server does nothing else for this consumer meanwhile. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /**
   * How long a poll ahead waits for data. All other requests of this consumer wait as long, and
   * TDengine's library can sleep all the while ({@link PollWait}).
   */
  private static final Duration AHEAD_WAIT = Duration.ofMillis(5);

  /**
   * The same behind a full message: the server is making the next one, which takes it about 5 ms.
   * With the shorter wait three polls were sent for each message, and the adapter took 1.3 times
   * the CPU time.
   */
  private static final Duration BEHIND_WAIT = Duration.ofMillis(30);

  private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);

  /** How long closing waits for the last commit. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private static final int ADAPTER_FAULT = 0xffff;
  private static final String COMMIT = "cannot commit";
  private static final String NOT_CREATED = "init tscObj failed";

  /** What "committed" says where nothing is: 0x80004011. */
  private static final long NOTHING_COMMITTED = -2147467247;

  private final WsSocket socket;
  private final ConnectionOptions login;
  private final TmqOptions options;
  private final String serverVersion;
  private final TmqRawDecoder decoder = new TmqRawDecoder();
  private final Standing standing = new Standing();

  private volatile List<String> topics = List.of();
  private WsTmqMessage current;
  private long lastMessageId;
  private PollAhead ahead;
  private Duration aheadWait = AHEAD_WAIT;
  private CompletableFuture<Void> lastCommit = CompletableFuture.completedFuture(null);

  private WsTmqConsumer(
      WsSocket socket, ConnectionOptions login, TmqOptions options, String serverVersion) {
    this.socket = socket;
    this.login = login;
    this.options = options;
    this.serverVersion = serverVersion;
  }

  /** Connects to one of the hosts and checks its version; the login is checked on subscribing. */
  public static WsTmqConsumer open(ConnectionOptions connection, TmqOptions options) {
    ConnectionOptions login = options.withLogin(connection);
    return WsSockets.open(
        login,
        "/rest/tmq",
        socket -> new WsTmqConsumer(socket, login, options, WsLogin.version(socket, login)));
  }

  @Override
  public String serverVersion() {
    return serverVersion;
  }

  @Override
  public void subscribe(Collection<String> wanted) {
    List<String> names = List.copyOf(wanted);
    if (names.isEmpty()) {
      throw Errors.misuse("no topic to subscribe to");
    }
    unsubscribe();
    String what =
        "cannot subscribe to "
            + names
            + " with group \""
            + options.group()
            + "\" "
            + WsLogin.describe(login)
            + " at "
            + login.hosts();
    Reply.Json reply = request("subscribe", TmqArguments.subscribe(login, options, names));
    if (reply.code() == ADAPTER_FAULT && reply.message().contains(NOT_CREATED)) {
      throw whyNotCreated(what + ": " + reply.message());
    }
    reply.orThrow(Context.SUBSCRIPTION, what);
    topics = names;
  }

  /** The adapter says the same of a wrong password and of a server out of reach: try the login. */
  private TDengineException whyNotCreated(String failure) {
    try {
      WsConnection.open(login.withDatabase("")).close();
      return Errors.lost(failure + "; the login itself works, try again", null);
    } catch (TDengineException e) {
      e.addSuppressed(Errors.lost(failure, null));
      return e;
    }
  }

  @Override
  public void unsubscribe() {
    if (!topics.isEmpty()) {
      Optional<TmqMessage> unseen = polledAhead(); // whoever reads on gets it again
      unseen.ifPresent(message -> LOG.debug("dropping {}", message));
      if (options.autoCommit()) {
        commit();
      }
      call("unsubscribe", WsSocket.arguments(), "cannot unsubscribe");
      topics = List.of();
      standing.forget();
      current = null;
    }
  }

  @Override
  public List<String> subscription() {
    if (topics.isEmpty()) {
      return List.of();
    }
    return call("list_topics", WsSocket.arguments(), "cannot list the topics")
        .list("topics")
        .stream()
        .map(JsonNode::asText)
        .toList();
  }

  @Override
  public Optional<TmqMessage> poll(Duration timeout) {
    requireSubscription();
    Optional<TmqMessage> message = polledAhead();
    PollWait wait = new PollWait(timeout, LONGEST_WAIT);
    while (message.isEmpty() && !wait.isOver()) {
      message = received(pollOnce(wait.next()), Optional.empty());
    }
    return message;
  }

  private Optional<TmqMessage> received(Reply.Json reply, Optional<WsSocket.Pending> rows) {
    reply.orThrow(Context.SUBSCRIPTION, "cannot poll " + topics);
    if (!reply.flag("have_message")) {
      return Optional.empty();
    }
    current = WsTmqMessage.of(this, reply, standing, rows);
    lastMessageId = current.id();
    return Optional.of(current);
  }

  @Override
  public void pollAhead() {
    pollAhead(vgroup -> true);
  }

  @Override
  public void pollAhead(Set<TopicVgroup> vgroups) {
    pollAhead(Set.copyOf(vgroups)::contains);
  }

  private void pollAhead(Predicate<TopicVgroup> wanted) {
    requireSubscription();
    if (ahead == null && !options.autoCommit()) {
      ahead = PollAhead.begin(socket, pollArguments(aheadWait), wanted);
      current = null;
    }
  }

  /**
   * What was asked for ahead. If that stays unanswered, the next poll makes the server repeat it.
   */
  private Optional<TmqMessage> polledAhead() {
    if (ahead == null) {
      return Optional.empty();
    }
    PollAhead poll = ahead;
    ahead = null;
    try {
      PollAhead.Arrival arrival = poll.finish(aheadWait.plus(patience()));
      return received(WsSocket.json("poll", arrival.reply()), arrival.rows());
    } catch (ConnectionException e) {
      if (isBroken()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void requireNothingAhead(String what) {
    if (ahead != null) {
      throw Errors.misuse(what + ": a message is under way, poll first");
    }
  }

  /**
   * Polls once. A poll without an answer is sent again: the id of the last message received makes
   * the server repeat what got lost on the way. Only one poll is ever waited for.
   */
  private Reply.Json pollOnce(Duration wait) {
    long givingUp = System.nanoTime() + wait.plus(login.readTimeout()).toNanos();
    while (true) {
      try {
        return socket.call("poll", RequestId.next(), pollArguments(wait), wait.plus(patience()));
      } catch (ConnectionException e) {
        if (isBroken() || System.nanoTime() - givingUp >= 0) {
          throw e;
        }
      }
    }
  }

  private ObjectNode pollArguments(Duration wait) {
    return WsSocket.arguments()
        .put("blocking_time", wait.toMillis())
        .put("message_id", lastMessageId);
  }

  private Duration patience() {
    Duration patience = login.readTimeout().dividedBy(10);
    return patience.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : patience;
  }

  /** Whether a missing answer will not come even if asked for again. */
  private boolean isBroken() {
    return !socket.isOpen() || Thread.currentThread().isInterrupted();
  }

  @Override
  public List<VgroupAssignment> assignment(String topic) {
    return call(
            "assignment",
            WsSocket.arguments().put("topic", topic),
            "cannot get the assignment of topic " + topic)
        .list("assignment")
        .stream()
        .map(Reply.Json::new)
        .map(
            vgroup ->
                new VgroupAssignment(
                    (int) vgroup.number("vgroup_id"),
                    vgroup.number("offset"),
                    vgroup.number("begin"),
                    vgroup.number("end")))
        .toList();
  }

  @Override
  public void seek(TopicVgroup vgroup, long offset) {
    requireOffset(offset);
    requireNothingAhead("cannot seek");
    call("seek", arguments(vgroup, offset), "cannot seek to " + at(vgroup, offset));
    standing.moved(vgroup, offset);
  }

  @Override
  public long position(TopicVgroup vgroup) {
    requireNothingAhead("cannot tell the position");
    return ofVgroup("position", vgroup);
  }

  @Override
  public OptionalLong committed(TopicVgroup vgroup) {
    long offset = ofVgroup("committed", vgroup);
    return offset == NOTHING_COMMITTED ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private long ofVgroup(String action, TopicVgroup vgroup) {
    ObjectNode arguments = WsSocket.arguments();
    arguments.putArray("topic_vgroup_ids").add(arguments(vgroup));
    List<JsonNode> offsets =
        call(action, arguments, "cannot get the " + action + " of " + vgroup).list(action);
    if (offsets.size() != 1 || !offsets.get(0).isIntegralNumber()) {
      throw Errors.unreadable("the reply to " + action + " is not one offset: " + offsets, null);
    }
    return offsets.get(0).longValue();
  }

  @Override
  public void commit() {
    requireNothingAhead(COMMIT);
    awaitLastCommit();
    call("commit", everything(), COMMIT);
  }

  @Override
  public void commit(Map<TopicVgroup, Long> offsets) {
    offsets.values().forEach(WsTmqConsumer::requireOffset);
    awaitLastCommit();
    offsets.forEach(
        (vgroup, offset) ->
            call("commit_offset", arguments(vgroup, offset), COMMIT + " " + at(vgroup, offset)));
  }

  @Override
  public CompletableFuture<Void> commitAsync() {
    requireSubscription();
    requireNothingAhead(COMMIT);
    ObjectNode arguments = everything();
    return afterLastCommit(() -> callAsync("commit", arguments, COMMIT));
  }

  @Override
  public CompletableFuture<Void> commitAsync(Map<TopicVgroup, Long> offsets) {
    offsets.values().forEach(WsTmqConsumer::requireOffset);
    requireSubscription();
    Map<TopicVgroup, Long> wanted = Map.copyOf(offsets);
    return afterLastCommit(() -> commitEach(wanted));
  }

  private CompletableFuture<Void> commitEach(Map<TopicVgroup, Long> offsets) {
    List<CompletableFuture<Void>> commits = new ArrayList<>();
    offsets.forEach(
        (vgroup, offset) ->
            commits.add(
                callAsync(
                    "commit_offset",
                    arguments(vgroup, offset),
                    COMMIT + " " + at(vgroup, offset))));
    return CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new));
  }

  /** The server may carry out two commits that are under way at a time in the wrong order. */
  private CompletableFuture<Void> afterLastCommit(Supplier<CompletableFuture<Void>> commit) {
    lastCommit = settled(lastCommit).thenCompose(done -> commit.get());
    return lastCommit;
  }

  private void awaitLastCommit() {
    settled(lastCommit).join();
  }

  private static CompletableFuture<Void> settled(CompletableFuture<Void> commit) {
    return commit.handle((done, failure) -> null);
  }

  private ObjectNode everything() {
    return WsSocket.arguments().put("message_id", lastMessageId);
  }

  @Override
  public void close() {
    if (options.autoCommit() && !topics.isEmpty() && socket.isOpen() && socket.isIdle()) {
      try {
        socket
            .call("commit", RequestId.next(), everything(), FAREWELL)
            .orThrow(Context.SUBSCRIPTION, COMMIT);
      } catch (TDengineException e) {
        LOG.warn("the last messages were not committed on closing", e);
      }
    }
    socket.close();
  }

  TmqData data(WsTmqMessage message) {
    String what = "cannot fetch the rows of " + message;
    TmqRawReply raw = raw(message, what);
    if (!raw.hasData()) {
      throw Errors.unreadable(what + ": the reply is of raw type " + raw.rawType(), null);
    }
    TmqData data = decoder.decode(raw.payload());
    standing.moved(message.source(), data.responseOffset());
    aheadWait = data.rows() < options.minPollRows() ? AHEAD_WAIT : BEHIND_WAIT;
    return data;
  }

  ByteBuffer rawMetadata(WsTmqMessage message) {
    return raw(message, "cannot fetch the raw metadata of " + message).payload();
  }

  private TmqRawReply raw(WsTmqMessage message, String what) {
    requireCurrent(message);
    WsSocket.Pending fetch =
        message.takeRows().orElseGet(() -> PollAhead.fetch(socket, message.id()));
    Reply reply = socket.finishAny(fetch, login.readTimeout());
    if (!(reply instanceof Reply.Binary binary)) {
      ((Reply.Json) reply).orThrow(Context.SUBSCRIPTION, what);
      throw Errors.unreadable(what + ": the reply is JSON, expected binary", null);
    }
    BinaryReply header = BinaryReply.read(binary.frame()).orThrow(Context.SUBSCRIPTION, what);
    TmqRawReply raw = TmqRawReply.of(header);
    if (header.id() != message.id()) {
      throw Errors.unreadable(
          what + ": the reply is message " + header.id() + " of raw type " + raw.rawType(), null);
    }
    return raw;
  }

  String metadata(WsTmqMessage message) {
    requireCurrent(message);
    return call(
            "fetch_json_meta",
            WsSocket.arguments().put("message_id", message.id()),
            "cannot fetch the metadata of " + message)
        .body()
        .path("data")
        .toString();
  }

  private Reply.Json call(String action, ObjectNode arguments, String what) {
    requireSubscription();
    return request(action, arguments).orThrow(Context.SUBSCRIPTION, what);
  }

  /** What follows a commit never holds up the thread that reads the socket. */
  private CompletableFuture<Void> callAsync(String action, ObjectNode arguments, String what) {
    return socket
        .callAsync(action, RequestId.next(), arguments, login.readTimeout())
        .thenAcceptAsync(reply -> reply.orThrow(Context.SUBSCRIPTION, what));
  }

  private Reply.Json request(String action, ObjectNode arguments) {
    return socket.call(action, RequestId.next(), arguments, login.readTimeout());
  }

  private void requireSubscription() {
    if (topics.isEmpty()) {
      // The server would keep silent, or say something else.
      throw Errors.misuse("not subscribed to any topic: call subscribe first");
    }
  }

  private void requireCurrent(WsTmqMessage message) {
    if (current == null || current.id() != message.id()) {
      throw Errors.misuse(message + " is gone: a message must be read before the next poll");
    }
  }

  private static void requireOffset(long offset) {
    if (offset < 0) {
      // The server would take -1 and be out of order from then on.
      throw Errors.misuse("an offset cannot be negative: " + offset);
    }
  }

  private static ObjectNode arguments(TopicVgroup vgroup) {
    return WsSocket.arguments().put("topic", vgroup.topic()).put("vgroup_id", vgroup.vgroup());
  }

  private static ObjectNode arguments(TopicVgroup vgroup, long offset) {
    return arguments(vgroup).put("offset", offset);
  }

  private static String at(TopicVgroup vgroup, long offset) {
    return "offset " + offset + " of vgroup " + vgroup.vgroup() + " of topic " + vgroup.topic();
  }
}
