package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.golden.RawSocket.Frame;
import io.taosbridge.embedded.golden.Recording.Event;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends what a recording's client sent to the embedded server, and compares the answers after
 * taking out what differs by nature.
 */
final class Replay {

  private static final long REPLY_MILLIS = 15_000;
  private static final int MAX_DIFFERENCES = 20;
  private static final Set<String> ANSWERS = Set.of("open", "text", "binary", "pong", "eof");
  private static final Set<String> OFFSETS = Set.of("offset", "begin", "end");

  /** A socket with the frames that no event has claimed yet. */
  private static final class Line {
    private final RawSocket socket;
    private final List<Frame> unclaimed = new ArrayList<>();
    private final Map<Long, ResultRows> results = new HashMap<>();
    private final Map<BigInteger, String> sqlByRequest = new HashMap<>();
    private final Map<Long, String> sqlByStatement = new HashMap<>();
    private final Map<Long, Long> resultIds = new HashMap<>();

    Line(RawSocket socket) {
      this.socket = socket;
    }
  }

  /** The rows of one result on both sides: they may be cut into different blocks. */
  private static final class ResultRows {
    private final boolean ordered;
    private final List<String> expected = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();
    private boolean expectedFinished;
    private boolean actualFinished;

    ResultRows(boolean ordered) {
      this.ordered = ordered;
    }
  }

  private final int port;
  private final Recording recording;
  private final Map<Integer, String> excluded;
  private final Map<Integer, List<Runnable>> before = new TreeMap<>();
  private final Offsets offsets;
  private final Map<Integer, Line> lines = new HashMap<>();
  private final Map<Integer, Event> skippedRequests = new HashMap<>();
  private final Set<String> unansweredKeys = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private int compared;
  private int skipped;

  /**
   * @param excluded requests whose answers are not compared, by number, with the reason
   * @param offsets what the recording's vgroups and offsets are here
   */
  Replay(int port, Recording recording, Map<Integer, String> excluded, Offsets offsets) {
    this.port = port;
    this.recording = recording;
    this.excluded = excluded;
    this.offsets = offsets;
  }

  /** Something to do just before an event: what happened outside the recorded sockets. */
  Replay before(int event, Runnable action) {
    before.computeIfAbsent(event, number -> new ArrayList<>()).add(action);
    return this;
  }

  /** Something to do just before an event, when the server has taken in what its socket sent. */
  Replay beforeAndReceived(int event, Runnable action) {
    int socket = recording.events().get(event - 1).socket();
    return before(
        event,
        () -> {
          awaitReceived(lines.get(socket));
          action.run();
        });
  }

  /** A version request is answered at once, and after all before it was taken in. */
  private static void awaitReceived(Line line) {
    try {
      line.socket.sendText("{\"action\":\"version\",\"args\":{\"req_id\":4242424241}}");
      if (claim(line, "version 4242424241") == null) {
        throw new IllegalStateException("the socket does not answer any more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Something to do after the answer to a request; after everything if that is 0. */
  Replay afterAnswerTo(int request, Runnable action) {
    if (request == 0) {
      return before(recording.events().size() + 1, action);
    }
    int socket = recording.events().get(request - 1).socket();
    for (Event event : recording.events().subList(request, recording.events().size())) {
      if (event.fromServer() && event.socket() == socket) {
        return before(event.number() + 1, action);
      }
    }
    throw new IllegalArgumentException("no answer to event " + request);
  }

  /** Answers looked at. */
  int compared() {
    return compared;
  }

  /** Answers that the recording has, less those that are not to be compared. */
  int comparable() {
    long answers =
        recording.events().stream()
            .filter(Event::fromServer)
            .filter(event -> ANSWERS.contains(event.kind()))
            .count();
    return Math.toIntExact(answers) - skipped;
  }

  List<String> run() throws Exception {
    List<Event> events = recording.events();
    for (int i = 0; i < events.size() && differences.size() < MAX_DIFFERENCES; i++) {
      Event event = events.get(i);
      before.getOrDefault(event.number(), List.of()).forEach(Runnable::run);
      if (event.fromClient()) {
        request(event, i + 1 < events.size() ? events.get(i + 1) : null);
      } else if (event.fromServer()) {
        reply(event);
      }
    }
    before.getOrDefault(events.size() + 1, List.of()).forEach(Runnable::run);
    for (Map.Entry<Integer, Line> line : lines.entrySet()) {
      checkNothingElse(line.getKey(), line.getValue());
      line.getValue().socket.close();
    }
    return differences;
  }

  private void request(Event event, Event next) throws IOException, InterruptedException {
    switch (event.kind()) {
      case "open" -> {
        RawSocket socket = new RawSocket(port, event.node().get("path").textValue());
        lines.put(event.socket(), new Line(socket));
      }
      case "text", "binary", "ping" -> {
        if (excluded.containsKey(event.number())) {
          skip(event, next);
        }
        Line line = lines.get(event.socket());
        send(line, event);
        if (next != null && next.kind().equals("eof")) {
          expectError(line, event);
        }
      }
      case "pong" -> {
        // The answer to a ping that comes by the clock.
      }
      case "close" -> {
        Line line = lines.remove(event.socket());
        checkNothingElse(event.socket(), line);
        line.socket.send(RawSocket.CLOSE, new byte[] {3, (byte) 0xe8});
        line.socket.close();
      }
      default -> throw new IllegalStateException("unexpected " + event);
    }
  }

  /** The answer recorded next belongs to this request, if there is one. */
  private void skip(Event request, Event next) {
    if (next != null && next.fromServer() && Set.of("text", "binary").contains(next.kind())) {
      skippedRequests.put(next.number(), request);
    } else {
      unansweredKeys.add(request.socket() + " " + requestKey(request));
    }
  }

  private void send(Line line, Event event) {
    if (event.kind().equals("ping")) {
      line.socket.send(RawSocket.PING, event.bytes());
    } else if (event.kind().equals("text")) {
      remember(line, event.text());
      line.socket.sendText(withResultId(line, offsets.rewrite(event.text())));
    } else {
      ByteBuffer frame = littleEndian(event.bytes());
      if (frame.remaining() == 26 && frame.getLong(16) == 7) {
        ResultRows result = line.results.get(frame.getLong(8));
        if (result != null && result.actualFinished && !result.expectedFinished) {
          return;
        }
        frame.putLong(8, line.resultIds.getOrDefault(frame.getLong(8), frame.getLong(8)));
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        line.socket.send(RawSocket.BINARY, bytes);
        return;
      }
      if (frame.remaining() > 30 && frame.getLong(16) == 6) {
        String sql = new String(event.bytes(), 30, frame.remaining() - 30, StandardCharsets.UTF_8);
        line.sqlByRequest.put(unsigned(frame.getLong(0)), sql);
      }
      line.socket.send(RawSocket.BINARY, event.bytes());
    }
  }

  /** Results get their numbers in the order in which queries are answered. */
  private static String withResultId(Line line, String text) {
    if (!text.startsWith("{\"action\":\"f") || line.resultIds.isEmpty()) {
      return text;
    }
    ObjectNode request = (ObjectNode) Recording.parse(text);
    if (request.path("args").has("id")) {
      long id = request.get("args").get("id").longValue();
      ((ObjectNode) request.get("args")).put("id", line.resultIds.getOrDefault(id, id));
    }
    return request.toString();
  }

  private static void remember(Line line, String text) {
    if (!text.startsWith("{\"action\":\"")) {
      return;
    }
    try {
      JsonNode args = Recording.parse(text).path("args");
      if (args.has("sql") && args.has("stmt_id")) {
        line.sqlByStatement.put(args.get("stmt_id").longValue(), args.get("sql").asText());
      } else if (args.has("sql")) {
        line.sqlByRequest.put(args.path("req_id").bigIntegerValue(), args.get("sql").asText());
      } else if (args.has("stmt_id")) {
        String sql = line.sqlByStatement.getOrDefault(args.get("stmt_id").longValue(), "");
        line.sqlByRequest.put(args.path("req_id").bigIntegerValue(), sql);
      }
    } catch (java.io.UncheckedIOException e) {
      // Malformed on purpose.
    }
  }

  /** Where the real process died, an error is the best answer. */
  private void expectError(Line line, Event request) throws InterruptedException {
    Frame frame = claim(line, requestKey(request));
    if (frame == null || Recording.parse(frame.text()).path("code").asInt() == 0) {
      differences.add(request + "\n  should be refused, but: " + describe(frame));
    }
    compared++;
  }

  private void reply(Event event) throws InterruptedException {
    Line line = lines.get(event.socket());
    switch (event.kind()) {
      case "open" -> {
        compared++;
        int status = event.node().get("status").intValue();
        if (line.socket.status() != status) {
          differences.add(event + "\n  status " + line.socket.status());
        }
        if (status != 101) {
          lines.remove(event.socket()).socket.close();
        }
      }
      case "text", "binary", "pong" -> frame(line, event);
      default -> {
        // Silence is checked when the socket closes, the end of a process was dealt with.
      }
    }
  }

  private void frame(Line line, Event event) throws InterruptedException {
    String key = replyKey(event.kind(), withOurResultId(line, event));
    Event skippedRequest = skippedRequests.remove(event.number());
    if (skippedRequest != null) {
      skipped++;
      skip(line, event, claim(line, key, textKey(skippedRequest)));
      return;
    }
    compared++;
    if (isBlockOfFinishedResult(line, event)) {
      compareBlock(line, littleEndian(event.bytes()), null, event);
      return;
    }
    Frame frame = claim(line, key);
    if (frame == null) {
      differences.add(
          event
              + "\n  no answer; not asked for "
              + line.unclaimed.stream().map(Replay::describe).toList());
    } else if (event.kind().equals("text")) {
      compareText(line, event, frame);
    } else if (event.kind().equals("binary")) {
      compareBinary(line, event, frame);
    } else if (!littleEndian(event.bytes()).equals(frame.payload())) {
      differences.add(event + "\n  " + describe(frame));
    }
  }

  /** Keeps count of what is not compared, so that what comes after it is. */
  private static void skip(Line line, Event event, Frame frame) {
    if (frame == null) {
      return;
    }
    ByteBuffer expected = littleEndian(event.bytes());
    if (event.kind().equals("text")) {
      learnResult(line, (ObjectNode) event.json(), (ObjectNode) Recording.parse(frame.text()));
    } else if (isMarked(expected, 7) && expected.getInt(34) == 0) {
      ResultRows result = line.results.get(expected.getLong(42));
      result.expectedFinished |= expected.get(50) == 1;
      result.actualFinished |= frame.binary().get(50) == 1;
    }
  }

  private byte[] withOurResultId(Line line, Event event) {
    byte[] bytes = event.bytes();
    boolean tmq = recording.header().path("endpoint").asText().equals("/rest/tmq");
    if (event.kind().equals("binary") && !tmq && bytes.length >= 16) {
      ByteBuffer frame = littleEndian(bytes);
      if (frame.getLong(0) != -1) {
        frame.putLong(8, line.resultIds.getOrDefault(frame.getLong(8), frame.getLong(8)));
      }
    }
    return bytes;
  }

  private static void learnResult(Line line, ObjectNode expected, ObjectNode actual) {
    String name = expected.has("result_id") ? "result_id" : "id";
    if (expected.path(name).asLong() > 0 && expected.has("fields_names")) {
      String sql = line.sqlByRequest.getOrDefault(expected.get("req_id").bigIntegerValue(), "");
      boolean ordered = sql.toLowerCase(Locale.ROOT).contains("order by");
      long id = expected.get(name).longValue();
      line.results.put(id, new ResultRows(ordered));
      line.resultIds.put(id, actual.path(name).longValue());
    }
    if (expected.has(name) && actual.has(name)) {
      long id = expected.get(name).longValue();
      expected.put(name, line.resultIds.getOrDefault(id, id));
    }
  }

  private void compareText(Line line, Event event, Frame frame) {
    ObjectNode expected = (ObjectNode) Recording.parse(event.text());
    ObjectNode actual = (ObjectNode) Recording.parse(frame.text());
    learnResult(line, expected, actual);
    offsets.learn(expected, actual);
    String wanted = normal(expected).toString();
    String got = normal(actual).toString();
    if (!wanted.equals(got)) {
      differences.add("event " + event.number() + "\n  expected " + wanted + "\n  but was  " + got);
    }
  }

  private static JsonNode normal(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("timing");
      object.remove("vgroup_id");
      String message = object.path("message").asText();
      if (message.startsWith("SML:0x")) {
        object.put("message", withoutSchemalessId(message));
      }
      if (object.path("info").isTextual()) {
        object.put("info", object.get("info").textValue().split("\n")[0]);
      }
      for (String name : OFFSETS) {
        if (object.path(name).isIntegralNumber()) {
          object.put(name, kindOf(object.get(name).longValue()));
        }
      }
      for (String name : Set.of("position", "committed")) {
        if (object.path(name).isArray()) {
          ArrayNode kinds = Recording.JSON.createArrayNode();
          object.get(name).forEach(each -> kinds.add(kindOf(each.longValue())));
          object.set(name, kinds);
        }
      }
      object.forEach(Replay::normal);
    } else if (node.isArray()) {
      node.forEach(Replay::normal);
    }
    return node;
  }

  /** The client library counts its schemaless requests. */
  static String withoutSchemalessId(String text) {
    return text.replaceAll("SML:0x[0-9a-f]+", "SML:0x");
  }

  /** Offsets differ, but not in which of them are special. */
  private static String kindOf(long offset) {
    return offset < 0 ? String.valueOf(offset) : "offset";
  }

  private boolean isBlockOfFinishedResult(Line line, Event event) {
    ByteBuffer expected = littleEndian(event.bytes());
    if (!event.kind().equals("binary") || !isMarked(expected, 7) || expected.getInt(34) != 0) {
      return false;
    }
    ResultRows result = line.results.get(expected.getLong(42));
    return result != null && result.actualFinished && !result.expectedFinished;
  }

  private void compareBinary(Line line, Event event, Frame frame) throws InterruptedException {
    ByteBuffer expected = littleEndian(event.bytes());
    ByteBuffer actual = frame.binary();
    if (isMarked(expected, 7)) {
      ByteBuffer ours = littleEndian(event.bytes());
      int idAt = 42 + ours.getInt(38);
      ours.putLong(idAt, line.resultIds.getOrDefault(ours.getLong(idAt), ours.getLong(idAt)));
      if (!sameHead(ours, actual)) {
        differences.add(event + "\n  but was " + describe(frame));
      } else if (expected.getInt(34) == 0) {
        compareBlock(line, expected, actual, event);
      }
    } else if (isMarked(expected, 8)) {
      compareRawData(event, expected, actual);
    } else {
      compareOldFrame(line, event, expected, actual);
    }
  }

  /** Marker, tag, version, req_id, code, message and id; an error has nothing else. */
  private static boolean sameHead(ByteBuffer expected, ByteBuffer actual) {
    ByteBuffer left =
        littleEndian(new byte[expected.remaining()]).put(0, expected, 0, expected.remaining());
    ByteBuffer right =
        littleEndian(new byte[actual.remaining()]).put(0, actual, 0, actual.remaining());
    left.putLong(18, 0);
    right.putLong(18, 0);
    int head = 50 + left.getInt(38);
    if (left.getInt(34) != 0) {
      return left.equals(right);
    }
    return right.remaining() >= head && left.slice(0, head).equals(right.slice(0, head));
  }

  /**
   * @param actual null if the embedded server has handed out everything already
   */
  private void compareBlock(Line line, ByteBuffer expected, ByteBuffer actual, Event event)
      throws InterruptedException {
    ResultRows result = line.results.get(expected.getLong(42));
    boolean last = expected.get(50) == 1;
    if (!last) {
      ByteBuffer block = expected.slice(55, expected.getInt(51));
      result.expected.addAll(Rows.of(block));
      if (actual != null && actual.get(50) == 0) {
        String wanted = Rows.header(block);
        String got = Rows.header(actual.slice(55, actual.getInt(51)));
        if (!wanted.equals(got)) {
          differences.add(
              "event " + event.number() + "\n  expected " + wanted + "\n  but was  " + got);
        }
      }
    }
    take(result, actual);
    if (last) {
      result.expectedFinished = true;
      drain(line, result, expected);
      compareRows(event, result.ordered, result.expected, result.actual);
    }
  }

  private static void take(ResultRows result, ByteBuffer actual) {
    if (actual == null) {
      return;
    }
    if (actual.get(50) == 1) {
      result.actualFinished = true;
    } else {
      result.actual.addAll(Rows.of(actual.slice(55, actual.getInt(51))));
    }
  }

  private void drain(Line line, ResultRows result, ByteBuffer expected)
      throws InterruptedException {
    while (!result.actualFinished) {
      ByteBuffer request = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
      long id = expected.getLong(42);
      request.putLong(expected.getLong(26)).putLong(line.resultIds.getOrDefault(id, id)).putLong(7);
      request.putShort((short) 1);
      line.socket.send(RawSocket.BINARY, request.array());
      Frame frame = claim(line, "7 " + expected.getLong(26));
      take(result, Objects.requireNonNull(frame, "no answer while draining").binary());
    }
  }

  private void compareRows(
      Event event, boolean ordered, List<String> expected, List<String> actual) {
    List<String> wanted = ordered ? expected : Rows.sorted(expected);
    List<String> got = ordered ? actual : Rows.sorted(actual);
    if (wanted.equals(got)) {
      return;
    }
    StringBuilder text = new StringBuilder("event " + event.number());
    text.append(": ").append(wanted.size()).append(" rows expected, ").append(got.size());
    for (int i = 0; i < Math.min(wanted.size(), got.size()); i++) {
      if (!wanted.get(i).equals(got.get(i))) {
        text.append("\n  row ").append(i).append("\n  expected ").append(wanted.get(i));
        text.append("\n  but was  ").append(got.get(i));
        break;
      }
    }
    differences.add(text.toString());
  }

  private void compareRawData(Event event, ByteBuffer expected, ByteBuffer actual) {
    if (!sameHead(expected, actual)) {
      differences.add(event + "\n  but was " + hex(actual));
      return;
    }
    if (expected.getInt(34) != 0) {
      return;
    }
    int rawType = expected.getShort(50);
    if (rawType != 2 && rawType != 4) {
      return; // Metadata in raw form: not for clients, and empty here.
    }
    if (actual.getShort(50) != rawType || actual.getInt(52) != actual.remaining() - 56) {
      differences.add("event " + event.number() + "\n  raw type or length differ");
      return;
    }
    compareMessages(
        event, expected.slice(56, expected.getInt(52)), actual.slice(56, actual.getInt(52)));
  }

  private void compareMessages(Event event, ByteBuffer expected, ByteBuffer actual) {
    RawTmqMessage wanted = new RawTmqMessage(expected);
    RawTmqMessage got = new RawTmqMessage(actual);
    offsets.learn(wanted.request, got.request);
    offsets.learn(wanted.response, got.response);
    if (!wanted.blocks.equals(got.blocks)) {
      StringBuilder text = new StringBuilder("event " + event.number());
      text.append(": ").append(wanted.blocks.size()).append(" blocks expected, ");
      text.append(got.blocks.size());
      for (int i = 0; i < Math.min(wanted.blocks.size(), got.blocks.size()); i++) {
        if (!wanted.blocks.get(i).equals(got.blocks.get(i))) {
          text.append("\n  expected ").append(wanted.blocks.get(i));
          text.append("\n  but was  ").append(got.blocks.get(i));
          break;
        }
      }
      differences.add(text.toString());
    }
  }

  private void compareOldFrame(Line line, Event event, ByteBuffer expected, ByteBuffer actual) {
    boolean tmq = recording.header().path("endpoint").asText().equals("/rest/tmq");
    int head = tmq ? 24 : 16;
    ByteBuffer ours = littleEndian(withOurResultId(line, event));
    if (!ours.slice(8, head - 8).equals(actual.slice(8, head - 8))) {
      differences.add(event + "\n  but was " + hex(actual));
      return;
    }
    if (tmq && expected.getLong(24) == 3) {
      compareMessages(
          event, expected.slice(38, expected.getInt(32)), actual.slice(38, actual.getInt(32)));
      return;
    }
    ByteBuffer wanted = expected.slice(head, expected.remaining() - head);
    ByteBuffer got = actual.slice(head, actual.remaining() - head);
    if (!Rows.header(wanted).equals(Rows.header(got))) {
      differences.add(
          "event "
              + event.number()
              + "\n  expected "
              + Rows.header(wanted)
              + "\n  but was  "
              + Rows.header(got));
    }
    ResultRows result = tmq ? null : line.results.get(expected.getLong(8));
    compareRows(event, result == null || result.ordered, Rows.of(wanted), Rows.of(got));
  }

  /** A version request is answered last, so whatever came before it was not asked for. */
  private void checkNothingElse(int socket, Line line) throws InterruptedException {
    line.socket.sendText("{\"action\":\"version\",\"args\":{\"req_id\":4242424242}}");
    if (claim(line, "version 4242424242") == null) {
      differences.add("the socket does not answer any more");
    }
    line.unclaimed.removeIf(frame -> unansweredKeys.remove(socket + " " + replyKey(frame)));
    for (Frame frame : line.unclaimed) {
      differences.add("not asked for: " + describe(frame));
    }
  }

  /** The frame with one of these keys, in whatever order frames come. */
  private static Frame claim(Line line, String... keys) throws InterruptedException {
    List<String> wanted = List.of(keys);
    for (Frame frame : line.unclaimed) {
      if (wanted.contains(replyKey(frame))) {
        line.unclaimed.remove(frame);
        return frame;
      }
    }
    long deadline = System.nanoTime() + REPLY_MILLIS * 1_000_000;
    while (true) {
      Frame frame = line.socket.receive((deadline - System.nanoTime()) / 1_000_000);
      if (frame == null || frame.opcode() == RawSocket.END) {
        return null;
      }
      if (wanted.contains(replyKey(frame))) {
        return frame;
      }
      line.unclaimed.add(frame);
    }
  }

  private static String replyKey(Frame frame) {
    String kind =
        switch (frame.opcode()) {
          case RawSocket.TEXT -> "text";
          case RawSocket.BINARY -> "binary";
          case RawSocket.PONG -> "pong";
          default -> "other";
        };
    return replyKey(kind, frame.payload().array());
  }

  private static String replyKey(String kind, byte[] bytes) {
    if (kind.equals("text")) {
      JsonNode json = Recording.parse(new String(bytes, StandardCharsets.UTF_8));
      return json.get("action").textValue() + " " + json.get("req_id").bigIntegerValue();
    }
    if (kind.equals("binary")) {
      ByteBuffer frame = littleEndian(bytes);
      return frame.getLong(0) == -1
          ? frame.getLong(8) + " " + frame.getLong(26)
          : "old " + frame.getLong(8);
    }
    return kind;
  }

  /** What a reply to a request will be known by if it is text. */
  private static String textKey(Event request) {
    if (!request.kind().equals("text")) {
      return "not text";
    }
    JsonNode json = request.json();
    return json.path("action").asText() + " " + json.path("args").path("req_id").bigIntegerValue();
  }

  /** What the reply to a request will be known by. */
  private static String requestKey(Event event) {
    if (event.kind().equals("text")) {
      JsonNode json = event.json();
      String action = json.get("action").textValue();
      BigInteger id = json.path("args").path("req_id").bigIntegerValue();
      return switch (action) {
        case "fetch_raw_data" -> "8 " + id;
        case "fetch_block" -> "old " + json.path("args").path("id").bigIntegerValue();
        default -> action + " " + id;
      };
    }
    ByteBuffer frame = littleEndian(event.bytes());
    long id = frame.getLong(0);
    return switch ((int) frame.getLong(16)) {
      case 1 -> "set_tags " + unsigned(id);
      case 2 -> "bind " + unsigned(id);
      case 6 -> "binary_query " + unsigned(id);
      case 7 -> "7 " + id;
      case 9 -> "stmt2_bind " + unsigned(id);
      case 10 -> "validate_sql " + unsigned(id);
      default -> "unknown " + unsigned(id);
    };
  }

  private static boolean isMarked(ByteBuffer frame, int tag) {
    return frame.remaining() >= 50 && frame.getLong(0) == -1 && frame.getLong(8) == tag;
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String describe(Frame frame) {
    if (frame == null) {
      return "nothing";
    }
    return frame.opcode() == RawSocket.TEXT ? frame.text() : hex(frame.payload());
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[Math.min(200, bytes.remaining())];
    bytes.duplicate().get(copy);
    return java.util.HexFormat.of().formatHex(copy);
  }
}
