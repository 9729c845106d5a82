package io.taosbridge.transport.ws;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library's client: its callbacks, and how it comes up. It answers pings by itself. */
final class WsClient extends WebSocketClient {

  private static final Logger LOG = LoggerFactory.getLogger(WsClient.class);

  /** How long the other side may take to answer that this one leaves. */
  private static final int LEAVE_SECONDS = 2;

  /** What becomes of frames. Called by one thread at a time. */
  interface Handler {
    void onText(String text);

    void onBinary(ByteBuffer bytes);

    /** The socket has ended; there will be no more frames. */
    void onEnd(String reason, Exception cause);
  }

  private final Endpoint endpoint;
  private final Handler handler;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile Exception failure;

  /**
   * @param silenceSeconds how often to ping; a peer that lets one and a half times as much pass
   *     without an answer is dead
   */
  WsClient(
      Endpoint endpoint,
      String path,
      Handler handler,
      ConnectionOptions options,
      int silenceSeconds) {
    super(
        resource(path, options.token()),
        new FastMaskingDraft(options.compression()),
        Map.of("Host", endpoint.toString()));
    this.endpoint = endpoint;
    this.handler = handler;
    setDaemon(true);
    setTcpNoDelay(true);
    setConnectionLostTimeout(silenceSeconds);
  }

  /** What to ask for. The host is not in it: there are names, with an underscore, no URI takes. */
  private static URI resource(String path, String token) {
    String query =
        token.isEmpty() ? "" : "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return URI.create("ws://taosadapter" + path + query);
  }

  /**
   * Connects and shakes hands.
   *
   * @throws ConnectionException that says why it could not be done
   */
  @SuppressWarnings("deprecation") // a factory could not hand out this one socket more simply
  void open(ConnectionOptions options) {
    Duration timeout = options.connectTimeout();
    String where = "cannot connect to taosAdapter at " + endpoint;
    try {
      setSocket(SocketOpener.open(endpoint, timeout, options.tls()));
    } catch (IOException e) {
      throw Errors.lost(where + ": " + e.getMessage(), e.getCause());
    }
    connect();
    boolean done = false;
    try {
      opened.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      done = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Errors.lost(where + ": interrupted", e);
    } catch (TimeoutException e) {
      throw Errors.lost(where + ": no answer in " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw Errors.lost(where + ": " + e.getCause().getMessage(), failure);
    } finally {
      if (!done) {
        abort();
      }
    }
  }

  /** Sends a message that nobody uses any more. */
  void sendOwn(ByteBuffer message) {
    sendFrame(new OwnFrame(message));
  }

  /** Takes leave; a peer that does not do the same soon is left, and no thread waits for it. */
  void end(int closeCode) {
    close(closeCode);
    CompletableFuture.delayedExecutor(LEAVE_SECONDS, TimeUnit.SECONDS).execute(this::abort);
  }

  /** Ends at once, whatever the other side does. */
  private void abort() {
    closeConnection(CloseFrame.ABNORMAL_CLOSE, "no answer");
    try {
      getSocket().close();
    } catch (IOException e) {
      LOG.debug("cannot close the socket to {}", endpoint, e);
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    opened.complete(null);
  }

  @Override
  public void onMessage(String text) {
    handler.onText(text);
  }

  @Override
  public void onMessage(ByteBuffer bytes) {
    handler.onBinary(bytes);
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    String why = reason(code, reason);
    opened.completeExceptionally(new IOException(why));
    handler.onEnd(why, failure);
  }

  private String reason(int code, String reason) {
    if (failure != null) {
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
    return "close code " + code + (reason == null || reason.isEmpty() ? "" : ", " + reason);
  }

  @Override
  public void onError(Exception e) {
    failure = e;
    LOG.debug("error on the socket to {}", endpoint, e);
  }
}
