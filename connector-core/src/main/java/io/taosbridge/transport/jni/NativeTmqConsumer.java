package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqMessage.Kind;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A consumer of libtaos (native.md, sections 8 and 9). Each call into the library is made under one
 * lock, so that {@link #close()} can come from another thread; a poll waits in slices, between
 * which it notices.
 */
public final class NativeTmqConsumer implements TmqConsumer {

  private static final Duration SLICE = Duration.ofMillis(200);
  private static final int ASSIGNMENT_SIZE = 32;

  /** What "committed" says where nothing is: 0x80004011. */
  private static final long NOTHING_COMMITTED = -2147467247;

  private final Tmq library;
  private final Pointer consumer;
  private final ConnectionOptions login;
  private final TmqOptions options;
  private final TmqRows rows;
  private final String serverVersion;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closing;

  private boolean closed;
  private List<String> topics = List.of();
  private HeldMessage current;
  private long messages;

  private NativeTmqConsumer(
      Tmq library, Pointer consumer, ConnectionOptions login, TmqOptions options) {
    this.library = library;
    this.consumer = consumer;
    this.login = login;
    this.options = options;
    this.rows = new TmqRows(library);
    this.serverVersion =
        Text.orEmpty(
            library.results().taos_get_server_info(library.tmq().tmq_get_connect(consumer)));
  }

  /** Connects and logs in. */
  public static NativeTmqConsumer open(ConnectionOptions connection, TmqOptions options) {
    Map<String, String> settings = options.settings();
    ConnectionOptions login =
        connection.withLogin(
            settings.getOrDefault("td.connect.user", connection.user()),
            settings.getOrDefault("td.connect.pass", connection.password()));
    Tmq library = Tmq.load();
    Pointer consumer = new TmqHandle(library).open(login, login.endpoints().get(0), options);
    return new NativeTmqConsumer(library, consumer, login, options);
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
    inLibrary(
        () -> {
          Pointer list = listOf(names);
          try {
            library.check(
                library.tmq().tmq_subscribe(consumer, list),
                "cannot subscribe to "
                    + names
                    + " with group \""
                    + options.group()
                    + "\" as user \""
                    + login.user()
                    + "\" at "
                    + login.hosts());
          } finally {
            library.tmq().tmq_list_destroy(list);
          }
          topics = names;
          return null;
        });
  }

  private Pointer listOf(List<String> names) {
    Pointer list = library.tmq().tmq_list_new();
    for (String name : names) {
      library.check(library.tmq().tmq_list_append(list, name), "cannot list the topics");
    }
    return list;
  }

  @Override
  public void unsubscribe() {
    inLibrary(
        () -> {
          if (!topics.isEmpty()) {
            library.check(library.tmq().tmq_unsubscribe(consumer), "cannot unsubscribe");
            topics = List.of();
            release();
          }
          return null;
        });
  }

  @Override
  public List<String> subscription() {
    return inLibrary(
        () -> {
          PointerByReference list = new PointerByReference();
          library.check(library.tmq().tmq_subscription(consumer, list), "cannot list the topics");
          try {
            int count = library.tmq().tmq_list_get_size(list.getValue());
            if (count == 0) {
              return List.of();
            }
            return List.of(
                library
                    .tmq()
                    .tmq_list_to_c_array(list.getValue())
                    .getStringArray(0, count, Text.ENCODING));
          } finally {
            library.tmq().tmq_list_destroy(list.getValue());
          }
        });
  }

  @Override
  public Optional<TmqMessage> poll(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      if (Thread.currentThread().isInterrupted()) {
        throw Errors.lost("interrupted while polling " + topics, null);
      }
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      boolean last = left.compareTo(SLICE) <= 0;
      Optional<TmqMessage> message = inLibrary(() -> pollOnce(last ? left : SLICE));
      if (message.isPresent() || last) {
        return message;
      }
    }
  }

  private Optional<TmqMessage> pollOnce(Duration wait) {
    requireSubscription();
    Pointer result = library.tmq().tmq_consumer_poll(consumer, wait.toMillis());
    if (result == null) {
      library.check(library.results().taos_errno(null), "cannot poll " + topics);
      return Optional.empty();
    }
    release();
    NativeTmqMessage header;
    try {
      header = headerOf(result);
      current = new HeldMessage(header, result, readerOf(header, result));
    } finally {
      if (current == null) {
        library.results().taos_free_result(result);
      }
    }
    return Optional.of(header);
  }

  private NativeTmqMessage headerOf(Pointer result) {
    TmqLibrary tmq = library.tmq();
    messages++;
    return new NativeTmqMessage(
        this,
        messages,
        kindOf(tmq.tmq_get_res_type(result)),
        Text.orEmpty(tmq.tmq_get_topic_name(result)),
        Text.orEmpty(tmq.tmq_get_db_name(result)),
        tmq.tmq_get_vgroup_id(result),
        tmq.tmq_get_vgroup_offset(result));
  }

  private static Kind kindOf(int type) {
    return switch (type) {
      case 1 -> Kind.DATA;
      case 2 -> Kind.METADATA;
      case 3 -> Kind.METADATA_AND_DATA;
      default -> throw Errors.unreadable("TMQ message of unknown type " + type, null);
    };
  }

  private Supplier<TmqData> readerOf(NativeTmqMessage header, Pointer result) {
    if (library.raw().isPresent() || !header.kind().hasData()) {
      return () -> rows.raw(result);
    }
    // Right after the poll, the position is the response offset.
    long position = library.tmq().tmq_position(consumer, header.topic(), header.vgroup());
    return () ->
        rows.blocks(
            result,
            Math.max(TmqData.NO_OFFSET, header.offset()),
            Math.max(TmqData.NO_OFFSET, position));
  }

  @Override
  public List<VgroupAssignment> assignment(String topic) {
    return inLibrary(
        () -> {
          requireSubscription();
          PointerByReference array = new PointerByReference();
          IntByReference count = new IntByReference();
          library.check(
              library.tmq().tmq_get_topic_assignment(consumer, topic, array, count),
              "cannot get the assignment of topic " + topic);
          try {
            List<VgroupAssignment> assignments = new ArrayList<>(count.getValue());
            for (int i = 0; i < count.getValue(); i++) {
              Pointer vgroup = array.getValue().share((long) i * ASSIGNMENT_SIZE);
              assignments.add(
                  new VgroupAssignment(
                      vgroup.getInt(0), vgroup.getLong(8), vgroup.getLong(16), vgroup.getLong(24)));
            }
            return assignments;
          } finally {
            library.tmq().tmq_free_assignment(array.getValue());
          }
        });
  }

  @Override
  public void seek(TopicVgroup vgroup, long offset) {
    requireOffset(offset);
    inLibrary(
        () -> {
          requireSubscription();
          library.check(
              library.tmq().tmq_offset_seek(consumer, vgroup.topic(), vgroup.vgroup(), offset),
              "cannot seek to " + at(vgroup, offset));
          return null;
        });
  }

  @Override
  public long position(TopicVgroup vgroup) {
    return inLibrary(
        () -> {
          requireSubscription();
          return requireOffset(
              library.tmq().tmq_position(consumer, vgroup.topic(), vgroup.vgroup()),
              "cannot get the position of " + vgroup);
        });
  }

  @Override
  public OptionalLong committed(TopicVgroup vgroup) {
    return inLibrary(
        () -> {
          requireSubscription();
          long offset = library.tmq().tmq_committed(consumer, vgroup.topic(), vgroup.vgroup());
          return offset == NOTHING_COMMITTED
              ? OptionalLong.empty()
              : OptionalLong.of(requireOffset(offset, "cannot get the committed of " + vgroup));
        });
  }

  private long requireOffset(long offset, String what) {
    if (offset < 0) {
      library.check((int) offset, what);
    }
    return offset;
  }

  @Override
  public void commit() {
    inLibrary(
        () -> {
          requireSubscription();
          library.check(library.tmq().tmq_commit_sync(consumer, null), "cannot commit");
          return null;
        });
  }

  @Override
  public void commit(Map<TopicVgroup, Long> offsets) {
    offsets.values().forEach(NativeTmqConsumer::requireOffset);
    inLibrary(
        () -> {
          requireSubscription();
          offsets.forEach(
              (vgroup, offset) ->
                  library.check(
                      library
                          .tmq()
                          .tmq_commit_offset_sync(
                              consumer, vgroup.topic(), vgroup.vgroup(), offset),
                      "cannot commit " + at(vgroup, offset)));
          return null;
        });
  }

  @Override
  public CompletableFuture<Void> commitAsync() {
    return CompletableFuture.runAsync(this::commit);
  }

  @Override
  public CompletableFuture<Void> commitAsync(Map<TopicVgroup, Long> offsets) {
    return CompletableFuture.runAsync(() -> commit(offsets));
  }

  /** Waits for a call in another thread, which ends soon if it is a poll. */
  @Override
  public void close() {
    closing = true;
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        release();
        // If it cannot leave now, the server lets go of it for not polling.
        library.tmq().tmq_consumer_close(consumer);
      }
    } finally {
      lock.unlock();
    }
  }

  TmqData data(NativeTmqMessage message) {
    return inLibrary(
        () -> {
          requireCurrent(message);
          return current.data();
        });
  }

  String metadata(NativeTmqMessage message) {
    return inLibrary(
        () -> {
          requireCurrent(message);
          Pointer text = library.tmq().tmq_get_json_meta(current.result());
          if (text == null) {
            throw Errors.of(
                library.results().taos_errno(null),
                "",
                0,
                Context.SUBSCRIPTION,
                "cannot read the metadata of " + message);
          }
          try {
            return Text.orEmpty(text);
          } finally {
            library.tmq().tmq_free_json_meta(text);
          }
        });
  }

  private void release() {
    if (current != null) {
      library.results().taos_free_result(current.result());
      current = null;
    }
  }

  private <T> T inLibrary(Supplier<T> call) {
    lock.lock();
    try {
      if (closing) {
        throw Errors.lost("the consumer at " + login.hosts() + " was closed by this side", null);
      }
      return call.get();
    } finally {
      lock.unlock();
    }
  }

  private void requireSubscription() {
    if (topics.isEmpty()) {
      throw Errors.misuse("not subscribed to any topic: call subscribe first");
    }
  }

  private void requireCurrent(NativeTmqMessage message) {
    if (current == null || current.header().number() != message.number()) {
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
