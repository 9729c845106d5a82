package io.taosbridge.transport.rest;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of a reply, read while it arrives. Holds a few buffers, however long the body is: the
 * server waits while nobody reads. Unlike the JDK's own stream it waits no longer than told, and
 * another thread can end the waiting with a reason. Errors come as {@link TDengineException}s.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<BodyStream> {

  private static final int BUFFERS_AHEAD = 4;
  private static final List<ByteBuffer> END = List.of();

  private final String peer;
  private final long requestId;
  private final Duration timeout;
  private final Runnable whenOver;
  private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
  private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private boolean atEnd;
  private volatile Flow.Subscription subscription;
  private volatile TDengineException failure;

  /**
   * @param timeout how long to wait for more
   * @param whenOver run when the body was read to its end, failed, or was given up; maybe more than
   *     once
   */
  BodyStream(String peer, long requestId, Duration timeout, Runnable whenOver) {
    this.peer = peer;
    this.requestId = requestId;
    this.timeout = timeout;
    this.whenOver = whenOver;
  }

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (failure == null) {
      given.request(BUFFERS_AHEAD);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    arrived.add(more);
  }

  @Override
  public void onError(Throwable cause) {
    abort(RestClient.lost("the reply of " + peer + " broke off", cause));
  }

  @Override
  public void onComplete() {
    arrived.add(END);
  }

  /** Ends reading, from any thread: who reads gets this exception. The first one counts. */
  void abort(TDengineException reason) {
    if (failure == null) {
      failure = reason;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    arrived.add(END);
    whenOver.run();
  }

  /** Why reading ended before the end, or null. */
  TDengineException failure() {
    return failure;
  }

  @Override
  public int read() {
    return reachByte() ? Byte.toUnsignedInt(buffer.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!reachByte()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }

  private boolean reachByte() {
    while (!buffer.hasRemaining()) {
      if (buffers.hasNext()) {
        buffer = buffers.next();
      } else if (atEnd || !fetch()) {
        return false;
      }
    }
    return true;
  }

  private boolean fetch() {
    List<ByteBuffer> next = take();
    if (failure != null) {
      throw failure;
    }
    if (next == END) {
      atEnd = true;
      whenOver.run();
      return false;
    }
    buffers = next.iterator();
    subscription.request(1);
    return true;
  }

  private List<ByteBuffer> take() {
    try {
      List<ByteBuffer> next = arrived.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        abort(
            Errors.timeout(
                "the reply of " + peer + " stopped coming for " + timeout.toMillis() + " ms",
                requestId));
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abort(Errors.lost("interrupted while reading the reply of " + peer, e));
      return END;
    }
  }

  /** Gives up the rest, which closes the socket, unless the end was reached. */
  @Override
  public void close() {
    if (!atEnd) {
      abort(Errors.misuse("the reply is closed"));
    }
  }
}
