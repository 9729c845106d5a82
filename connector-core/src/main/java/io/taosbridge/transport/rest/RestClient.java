package io.taosbridge.transport.rest;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.TlsContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Posts requests to taosAdapter, of many threads side by side. Every call returns or throws: on the
 * head of its reply, on its timeout, or when this is closed.
 */
final class RestClient implements AutoCloseable {

  private static final String GZIP = "gzip";
  private static final int LONG_REQUEST = 4096;
  private static final int THREAD_IDLE_SECONDS = 1;

  private final ConnectionOptions options;
  private final AtomicReference<HttpClient> client;
  private final Map<BodyStream, CompletableFuture<HttpResponse<BodyStream>>> inFlight =
      new ConcurrentHashMap<>();

  RestClient(ConnectionOptions options) {
    this.options = options;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.connectTimeout())
            .executor(threads());
    if (options.tls().enabled()) {
      builder.sslContext(TlsContext.of(options.tls())); // verifies the host's name by itself
    }
    this.client = new AtomicReference<>(builder.build());
  }

  /** Threads that go soon when there is nothing to do, so that none is left over. */
  private static Executor threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        THREAD_IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "taosbridge-rest");
          thread.setDaemon(true);
          return thread;
        });
  }

  boolean isOpen() {
    return client.get() != null;
  }

  /**
   * Posts a request and waits for the head of the reply, whatever its status is.
   *
   * @throws ConnectionException if there is no reply
   */
  RestReply post(Endpoint endpoint, RestRequest request, Duration timeout) {
    HttpClient open = client.get();
    if (open == null) {
      throw Errors.misuse("the connection is closed");
    }
    String peer = endpoint.toString();
    AtomicReference<BodyStream> self = new AtomicReference<>();
    BodyStream body =
        new BodyStream(
            peer, request.requestId(), options.readTimeout(), () -> inFlight.remove(self.get()));
    self.set(body);
    HttpRequest http = httpRequest(endpoint, request);
    CompletableFuture<HttpResponse<BodyStream>> reply = open.sendAsync(http, head -> body);
    inFlight.put(body, reply);
    if (!isOpen()) {
      abort(body, reply);
    }
    HttpResponse<BodyStream> head = await(peer, request, timeout, body, reply);
    boolean packed = head.headers().firstValue("Content-Encoding").orElse("").equals(GZIP);
    return new RestReply(endpoint, request.requestId(), head.statusCode(), packed, body);
  }

  private HttpRequest httpRequest(Endpoint endpoint, RestRequest request) {
    byte[] text = request.text().getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri(endpoint, request))
            .header("Authorization", authorization())
            .header("Content-Type", "text/plain; charset=utf-8");
    if (options.compression()) {
      // Not both: taosAdapter then answers in plain and puts gzip's end behind it.
      if (text.length > LONG_REQUEST) {
        builder.header("Content-Encoding", GZIP);
        text = pack(text);
      } else {
        builder.header("Accept-Encoding", GZIP);
      }
    }
    return builder.POST(HttpRequest.BodyPublishers.ofByteArray(text)).build();
  }

  private String authorization() {
    if (!options.bearerToken().isEmpty()) {
      return "Bearer " + options.bearerToken();
    }
    String login = options.user() + ":" + options.password();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private URI uri(Endpoint endpoint, RestRequest request) {
    String target = request.target();
    if (!options.token().isEmpty()) {
      target +=
          (target.indexOf('?') < 0 ? "?" : "&") + "token=" + RestRequest.encode(options.token());
    }
    URI uri = URI.create((options.tls().enabled() ? "https" : "http") + "://" + endpoint + target);
    if (uri.getHost() == null) { // such as one with an underscore, which no URI may have
      throw Errors.invalid(
          "\"" + endpoint.host() + "\" is no host name for HTTP: give its address instead");
    }
    return uri;
  }

  private static byte[] pack(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static HttpResponse<BodyStream> await(
      String peer,
      RestRequest request,
      Duration timeout,
      BodyStream body,
      CompletableFuture<HttpResponse<BodyStream>> reply) {
    boolean answered = false;
    try {
      HttpResponse<BodyStream> head = reply.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      answered = true;
      return head;
    } catch (TimeoutException e) {
      throw Errors.timeout(
          "no reply from " + peer + " in " + timeout.toMillis() + " ms", request.requestId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost("interrupted while waiting for the reply of " + peer, e);
    } catch (CancellationException e) {
      throw body.failure();
    } catch (ExecutionException e) {
      if (body.failure() != null) {
        throw body.failure(); // the client is told of the cancellation before this is
      }
      throw lost(
          isUnsent(e.getCause())
              ? "cannot connect to taosAdapter at " + peer
              : "the connection to " + peer + " broke",
          e.getCause());
    } finally {
      if (!answered) {
        body.close();
        reply.cancel(true);
      }
    }
  }

  /** Whether the host did not even get the request, so that it can go to another one. */
  static boolean isUnsent(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof SSLHandshakeException;
  }

  /** The reason is often at the bottom, below exceptions without a text. */
  static ConnectionException lost(String what, Throwable cause) {
    String reason = null;
    for (Throwable each = cause; each != null && reason == null; each = each.getCause()) {
      reason = each instanceof UnresolvedAddressException ? "unknown host" : each.getMessage();
    }
    if (cause instanceof HttpTimeoutException) {
      reason = "no answer in time";
    } else if (cause instanceof SSLException) {
      reason = "TLS failed: " + reason;
    }
    return Errors.lost(what + ": " + (reason == null ? cause.toString() : reason), cause);
  }

  /**
   * Ends every call and every reply that is still read. The JDK ends its sockets and its own thread
   * when it finds that nobody refers to the client any more.
   */
  @Override
  public void close() {
    client.set(null);
    inFlight.forEach(RestClient::abort);
  }

  private static void abort(BodyStream body, CompletableFuture<HttpResponse<BodyStream>> reply) {
    body.abort(Errors.lost("the connection was closed by this side", null));
    reply.cancel(true);
  }
}
