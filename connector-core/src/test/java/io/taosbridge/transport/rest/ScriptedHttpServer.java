package io.taosbridge.transport.rest;

import io.taosbridge.golden.GoldenEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An HTTP server that answers statements as told, byte by byte where that matters. */
final class ScriptedHttpServer implements AutoCloseable {

  static final String UPDATED =
      "{\"code\":0,\"column_meta\":[[\"affected_rows\",\"INT\",4]],\"data\":[[7]],\"rows\":1}";

  /** Answers one request, or does not. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws IOException;
  }

  /** A request as it came; the body is unpacked if it was packed. */
  record Request(String method, String target, Map<String, String> headers, String body) {}

  /** A request and the ways to answer it. */
  record Exchange(Request request, InputStream in, OutputStream out) {

    void reply(int status, String contentType, byte[] body, String... headers) throws IOException {
      head(status, "Content-Type: " + contentType, "Content-Length: " + body.length, headers);
      out.write(body);
      out.flush();
    }

    void json(int status, String body) throws IOException {
      reply(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    void json(String body) throws IOException {
      json(200, body);
    }

    /** A result of one row with one text in it. */
    void value(String text) throws IOException {
      json(
          "{\"code\":0,\"column_meta\":[[\"v\",\"VARCHAR\",64]],\"data\":[[\""
              + text
              + "\"]],\"rows\":1}");
    }

    void noContent() throws IOException {
      head(204, "Content-Length: 0", "X-Nothing: here");
      out.flush();
    }

    /** Begins a reply of which chunks follow. */
    void startChunks() throws IOException {
      head(200, "Content-Type: application/json", "Transfer-Encoding: chunked");
      out.flush();
    }

    void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    void endChunks() throws IOException {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    void raw(String bytes) throws IOException {
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    void cut() throws IOException {
      out.close();
    }

    /** Waits until the client has closed its side. */
    void awaitClosedByClient() throws IOException {
      while (in.read() >= 0) {
        // nothing that counts
      }
    }

    /** Answers as the recorded server did. */
    void replay(GoldenEvent recorded) throws IOException {
      String text = recorded.line().path("text").asText("");
      byte[] body =
          recorded.line().has("hex")
              ? HexFormat.of().parseHex(recorded.line().path("hex").textValue())
              : text.getBytes(StandardCharsets.UTF_8);
      int status = recorded.line().path("status").intValue();
      if (status == 204) {
        noContent();
        return;
      }
      reply(
          status,
          recorded.line().path("headers").path("Content-Type").asText("text/plain"),
          body,
          recorded.line().has("hex") ? "Content-Encoding: gzip" : "X-Plain: yes");
    }

    private void head(int status, String first, String second, String... more) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Told\r\n");
      head.append(first).append("\r\n").append(second).append("\r\n");
      for (String line : more) {
        head.append(line).append("\r\n");
      }
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private final ServerSocket listener;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private volatile Handler otherwise = exchange -> exchange.json(UPDATED);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private volatile boolean stopped;

  private ScriptedHttpServer(ServerSocket listener) {
    this.listener = listener;
    on("select server_version()", exchange -> exchange.value("3.3.7.5"));
  }

  static ScriptedHttpServer begin() {
    return begin("127.0.0.1");
  }

  static ScriptedHttpServer begin(String address) {
    try {
      return begin(new ServerSocket(0, 50, InetAddress.getByName(address)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScriptedHttpServer begin(ServerSocket listener) {
    ScriptedHttpServer server = new ScriptedHttpServer(listener);
    thread(server::accept);
    return server;
  }

  /** What to do with a statement, or with a request to a path. */
  void on(String statementOrPath, Handler handler) {
    handlers.put(statementOrPath, handler);
  }

  /** What to do with everything else. */
  void otherwise(Handler handler) {
    otherwise = handler;
  }

  List<Request> requests() {
    return requests;
  }

  /** The last request. */
  Request last() {
    return requests.get(requests.size() - 1);
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://root:taosdata@127.0.0.1:" + port();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        if (stopped) { // accepted in the moment in which the listener was closed
          socket.close();
        }
        thread(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        String path = request.target().replaceFirst("\\?.*", "");
        Handler handler = handlers.getOrDefault(path, otherwise);
        handlers.getOrDefault(request.body(), handler).handle(new Exchange(request, in, out));
      }
    } catch (IOException e) {
      // the client, or the test, has closed the socket
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(":\\s*", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if ("gzip".equals(headers.get("content-encoding"))) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    String[] parts = first.split(" ", -1);
    return new Request(parts[0], parts[1], headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      if (each != '\r') {
        line.write(each);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "scripted-http");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    stop();
  }

  /** Closes every socket, as a process does that dies. */
  void stop() {
    stopped = true;
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
