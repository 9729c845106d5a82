package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqMessage.Kind;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.transport.Failover;
import io.taosbridge.transport.PollWait;
import io.taosbridge.transport.ServerVersion;
import io.taosbridge.transport.Standing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of TDengine's client library (native.md, sections 8 and 9). The library lets one
 * thread use a consumer at a time, so that every call is made under one lock; a poll waits in
 * slices, between which {@link #close()} comes in.
 */
public final class NativeTmqConsumer implements TmqConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(NativeTmqConsumer.class);

  private static final Duration SLICE = Duration.ofMillis(200);
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final String COMMIT = "cannot commit";
  private static final int ASSIGNMENT_SIZE = 32;

  /** What "committed" says where nothing is: 0x80004011. */
  private static final long NOTHING_COMMITTED = -2147467247;

  private final Tmq library;
  private final TmqApi api;
  private final Pointer consumer;
  private final ConnectionOptions login;
  private final TmqOptions options;
  private final TmqRows rows;
  private final String serverVersion;
  private final Standing standing = new Standing();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closing;

  private boolean closed;
  private List<String> topics = List.of();
  private NativeTmqMessage current;
  private CompletableFuture<Void> commitUnderWay = CompletableFuture.completedFuture(null);

  private NativeTmqConsumer(
      Tmq library,
      Pointer consumer,
      ConnectionOptions login,
      TmqOptions options,
      String serverVersion) {
    this.library = library;
    this.api = library.api();
    this.consumer = consumer;
    this.login = login;
    this.options = options;
    this.rows = new TmqRows(library);
    this.serverVersion = serverVersion;
  }

  /** Loads the library if this was not done yet, and logs in at one of the hosts. */
  public static NativeTmqConsumer open(ConnectionOptions connection, TmqOptions options) {
    ConnectionOptions login = options.withLogin(connection);
    Tmq library = NativeConnection.libraryFor(login).subscriptions();
    return Failover.connect(login, endpoint -> open(library, endpoint, login, options));
  }

  private static NativeTmqConsumer open(
      Tmq library, Endpoint endpoint, ConnectionOptions login, TmqOptions options) {
    Pointer consumer = new TmqHandle(library).open(login, endpoint, options);
    try {
      Pointer connection = library.api().tmq_get_connect(consumer);
      String version = NativeConnection.version(library.results().taos_get_server_info(connection));
      ServerVersion.require(version, endpoint.toString());
      return new NativeTmqConsumer(library, consumer, login, options, version);
    } catch (RuntimeException e) {
      library.api().tmq_consumer_close(consumer);
      throw e;
    }
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
    // What was fetched ahead of the old topics goes with them.
    unsubscribe();
    inLibrary(
        () -> {
          subscribeTo(names);
          return null;
        });
  }

  private void subscribeTo(List<String> names) {
    Pointer list = api.tmq_list_new();
    try {
      for (String name : names) {
        library.check(
            api.tmq_list_append(list, Failure.text(name, "name of the topic")),
            "cannot subscribe to \"" + name + "\"");
      }
      library.check(
          api.tmq_subscribe(consumer, list),
          "cannot subscribe to "
              + names
              + " with group \""
              + options.group()
              + "\" "
              + TmqHandle.describe(login)
              + " at "
              + login.hosts());
      topics = names;
    } finally {
      api.tmq_list_destroy(list);
    }
  }

  @Override
  public void unsubscribe() {
    inLibrary(
        () -> {
          if (!topics.isEmpty()) {
            library.check(api.tmq_unsubscribe(consumer), "cannot unsubscribe");
            topics = List.of();
            standing.forget();
            release();
          }
          return null;
        });
  }

  @Override
  public List<String> subscription() {
    return inLibrary(
        () -> {
          PointerByReference made = new PointerByReference();
          library.check(api.tmq_subscription(consumer, made), "cannot list the topics");
          Pointer list = made.getValue();
          try {
            int count = api.tmq_list_get_size(list);
            return count <= 0
                ? List.of()
                : List.of(api.tmq_list_to_c_array(list).getStringArray(0, count, UTF_8));
          } finally {
            api.tmq_list_destroy(list);
          }
        });
  }

  @Override
  public Optional<TmqMessage> poll(Duration timeout) {
    PollWait wait = new PollWait(timeout, SLICE);
    Optional<TmqMessage> message = Optional.empty();
    while (message.isEmpty() && !wait.isOver()) {
      if (Thread.currentThread().isInterrupted()) {
        throw Errors.lost("interrupted while polling " + topics, null);
      }
      Duration piece = wait.next();
      message = inLibrary(() -> pollOnce(piece));
    }
    return message;
  }

  private Optional<TmqMessage> pollOnce(Duration wait) {
    requireSubscription();
    Pointer result = api.tmq_consumer_poll(consumer, wait.toMillis());
    if (result == null) {
      library.check(library.results().taos_errno(null), "cannot poll " + topics);
      return Optional.empty();
    }
    release();
    try {
      current = received(result);
    } catch (RuntimeException e) {
      library.results().taos_free_result(result);
      throw e;
    }
    return Optional.of(current);
  }

  private NativeTmqMessage received(Pointer result) {
    Kind kind = kindOf(api.tmq_get_res_type(result));
    TopicVgroup source =
        new TopicVgroup(api.tmq_get_topic_name(result), api.tmq_get_vgroup_id(result));
    long offset = api.tmq_get_vgroup_offset(result);
    long requestOffset = kind.hasData() ? Math.max(offset, TmqData.NO_OFFSET) : standing.at(source);
    // After data it is known once the rows were read.
    standing.moved(source, kind.hasData() ? TmqData.NO_OFFSET : offset);
    return new NativeTmqMessage(
        this,
        result,
        kind,
        source,
        api.tmq_get_db_name(result),
        offset,
        requestOffset,
        readerOf(result, source, requestOffset));
  }

  private Supplier<TmqData> readerOf(Pointer result, TopicVgroup source, long requestOffset) {
    if (library.raw().isPresent()) {
      return () -> rows.whole(library.raw().get(), result);
    }
    // The blocks do not tell where the next read starts; right after the poll, the position does.
    long position = api.tmq_position(consumer, source.topic(), source.vgroup());
    return () -> rows.blocks(result, requestOffset, Math.max(position, TmqData.NO_OFFSET));
  }

  private static Kind kindOf(int type) {
    return switch (type) {
      case 1 -> Kind.DATA;
      case 2 -> Kind.METADATA;
      case 3 -> Kind.METADATA_AND_DATA;
      default -> throw Errors.unreadable("TMQ message of unknown type " + type, null);
    };
  }

  @Override
  public List<VgroupAssignment> assignment(String topic) {
    return inLibrary(
        () -> {
          requireSubscription();
          PointerByReference array = new PointerByReference();
          IntByReference count = new IntByReference();
          try {
            library.check(
                api.tmq_get_topic_assignment(consumer, topic, array, count),
                "cannot get the assignment of topic " + topic);
            List<VgroupAssignment> assignment = new ArrayList<>();
            for (int i = 0; i < count.getValue(); i++) {
              Pointer vgroup = array.getValue().share((long) i * ASSIGNMENT_SIZE);
              assignment.add(
                  new VgroupAssignment(
                      vgroup.getInt(0), vgroup.getLong(8), vgroup.getLong(16), vgroup.getLong(24)));
            }
            return assignment;
          } finally {
            if (array.getValue() != null) {
              api.tmq_free_assignment(array.getValue());
            }
          }
        });
  }

  @Override
  public void seek(TopicVgroup vgroup, long offset) {
    requireOffset(offset);
    call(
        () -> api.tmq_offset_seek(consumer, vgroup.topic(), vgroup.vgroup(), offset),
        "cannot seek to " + at(vgroup, offset));
    standing.moved(vgroup, offset);
  }

  @Override
  public long position(TopicVgroup vgroup) {
    return inLibrary(
        () -> {
          requireSubscription();
          long offset = api.tmq_position(consumer, vgroup.topic(), vgroup.vgroup());
          return checked(offset, "cannot get the position of " + vgroup);
        });
  }

  @Override
  public OptionalLong committed(TopicVgroup vgroup) {
    return inLibrary(
        () -> {
          requireSubscription();
          long offset = api.tmq_committed(consumer, vgroup.topic(), vgroup.vgroup());
          return offset == NOTHING_COMMITTED
              ? OptionalLong.empty()
              : OptionalLong.of(checked(offset, "cannot get what is committed of " + vgroup));
        });
  }

  private long checked(long offset, String what) {
    if (offset < 0) {
      library.check((int) offset, what);
    }
    return offset;
  }

  @Override
  public void commit() {
    awaitCommit();
    call(() -> api.tmq_commit_sync(consumer, null), COMMIT);
  }

  @Override
  public void commit(TmqMessage message) {
    awaitCommit();
    if (!inLibrary(() -> commitIfHeld(message))) {
      TmqConsumer.super.commit(message);
    }
  }

  /**
   * The library knows the offset after a message that it still has, without its rows being read.
   */
  private boolean commitIfHeld(TmqMessage message) {
    if (current == null || !current.equals(message)) {
      return false;
    }
    library.check(
        api.tmq_commit_sync(consumer, current.result()), COMMIT + " the offset after " + message);
    return true;
  }

  @Override
  public void commit(Map<TopicVgroup, Long> offsets) {
    offsets.values().forEach(NativeTmqConsumer::requireOffset);
    awaitCommit();
    offsets.forEach(
        (vgroup, offset) ->
            call(
                () -> api.tmq_commit_offset_sync(consumer, vgroup.topic(), vgroup.vgroup(), offset),
                COMMIT + " " + at(vgroup, offset)));
  }

  /** Waits for the commit that was begun before, if it is still under way. */
  @Override
  public CompletableFuture<Void> commitAsync() {
    awaitCommit();
    commitUnderWay =
        begin(id -> api.tmq_commit_async(consumer, null, library.commits(), id), COMMIT);
    return commitUnderWay.copy();
  }

  /** Waits for the commit that was begun before, if it is still under way. */
  @Override
  public CompletableFuture<Void> commitAsync(Map<TopicVgroup, Long> offsets) {
    offsets.values().forEach(NativeTmqConsumer::requireOffset);
    awaitCommit();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    offsets.forEach((vgroup, offset) -> all.add(begin(vgroup, offset)));
    commitUnderWay = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    return commitUnderWay.copy();
  }

  private CompletableFuture<Void> begin(TopicVgroup vgroup, long offset) {
    String topic = vgroup.topic();
    return begin(
        id ->
            api.tmq_commit_offset_async(
                consumer, topic, vgroup.vgroup(), offset, library.commits(), id),
        COMMIT + " " + at(vgroup, offset));
  }

  private CompletableFuture<Void> begin(Consumer<Pointer> commit, String what) {
    return inLibrary(
        () -> {
          requireSubscription();
          CompletableFuture<Void> future = new CompletableFuture<>();
          commit.accept(library.commits().begin(this, future, what));
          return future;
        });
  }

  /** Of two commits under way the server may carry out the later one first, which would undo it. */
  private void awaitCommit() {
    try {
      commitUnderWay.get(login.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      LOG.debug("an earlier commit failed, as its own future tells", e);
    } catch (TimeoutException e) {
      throw Errors.timeout(
          "an earlier commit did not end in " + login.readTimeout().toMillis() + " ms", 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting for an earlier commit", e);
    }
  }

  /**
   * A call in another thread is waited for: a poll ends soon, another call when the server has
   * answered.
   */
  @Override
  public void close() {
    if (!beginToClose()) {
      return;
    }
    // Takes a second or two. Nobody else can be in the library any more, nor has to wait for this.
    int code = api.tmq_consumer_close(consumer);
    if (code != 0) {
      LOG.warn(
          "a consumer could not leave group {}, the server lets go of it in time: {}",
          options.group(),
          api.tmq_err2str(code));
    }
    library.commits().abandon(this, closedHere());
  }

  /** Ends every other use of the library, once. */
  private boolean beginToClose() {
    closing = true;
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      release();
      return first;
    } finally {
      lock.unlock();
    }
  }

  TmqData data(NativeTmqMessage message) {
    return inLibrary(
        () -> {
          requireCurrent(message);
          TmqData data = message.reader().get();
          standing.moved(message.source(), data.responseOffset());
          return data;
        });
  }

  String metadata(NativeTmqMessage message) {
    return inLibrary(
        () -> {
          requireCurrent(message);
          Pointer text = api.tmq_get_json_meta(message.result());
          if (text == null) {
            throw Failure.of(
                library.results(),
                null,
                0,
                Context.SUBSCRIPTION,
                "cannot read the metadata of " + message);
          }
          try {
            return text.getString(0, UTF_8);
          } finally {
            api.tmq_free_json_meta(text);
          }
        });
  }

  ByteBuffer rawMetadata(NativeTmqMessage message) {
    return inLibrary(
        () -> {
          requireCurrent(message);
          TmqRawApi raw =
              library
                  .raw()
                  .orElseThrow(
                      () -> Errors.misuse("this TDengine client library has no tmq_get_raw"));
          return rows.raw(raw, message.result()).payload();
        });
  }

  private void release() {
    if (current != null) {
      library.results().taos_free_result(current.result());
      current = null;
    }
  }

  /** Makes a call that needs a subscription and answers with a code. */
  private void call(Supplier<Integer> function, String what) {
    inLibrary(
        () -> {
          requireSubscription();
          library.check(function.get(), what);
          return null;
        });
  }

  private <T> T inLibrary(Supplier<T> function) {
    lock.lock();
    try {
      if (closing) {
        throw closedHere();
      }
      return function.get();
    } finally {
      lock.unlock();
    }
  }

  private TDengineException closedHere() {
    return Errors.lost("the consumer at " + login.hosts() + " was closed by this side", null);
  }

  private void requireSubscription() {
    if (topics.isEmpty()) {
      throw Errors.misuse("not subscribed to any topic: call subscribe first");
    }
  }

  private void requireCurrent(NativeTmqMessage message) {
    if (current == null || !current.equals(message)) {
      throw Errors.misuse(message + " is gone: a message must be read before the next poll");
    }
  }

  private static void requireOffset(long offset) {
    if (offset < 0) {
      // The library would take -1 and be out of order from then on.
      throw Errors.misuse("an offset cannot be negative: " + offset);
    }
  }

  private static String at(TopicVgroup vgroup, long offset) {
    return "offset " + offset + " of vgroup " + vgroup.vgroup() + " of topic " + vgroup.topic();
  }
}
