package io.taosbridge.sink.text;

import io.taosbridge.client.Connection;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.SchemalessBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Passes text to the server as it is, the lines of many texts in one request. If the server refuses
 * some, which it does without saying which, the request is halved until they are found.
 */
public final class PassedText<R> implements TextWriter<R> {

  private final TextOptions options;
  private final Function<String, Connection> connections;
  private final Outcomes<R> outcomes;
  private final Pieces pieces;

  /** A part of a text that may be refused by itself. */
  private record Piece<R>(R origin, int line, String text) {}

  private record Fault<R>(R origin, Faults faults) {}

  /**
   * @param connections gives the open connection that uses a database, which is made if need be
   */
  public PassedText(
      TextOptions options, Function<String, Connection> connections, Outcomes<R> outcomes) {
    this.options = options;
    this.connections = connections;
    this.outcomes = outcomes;
    pieces = Pieces.of(options);
  }

  @Override
  public void write(List<Text<R>> texts) {
    Map<String, List<Piece<R>>> batches = new LinkedHashMap<>();
    List<Fault<R>> faulty = new ArrayList<>();
    for (Text<R> text : texts) {
      List<Piece<R>> batch =
          batches.computeIfAbsent(text.database(), database -> new ArrayList<>());
      Faults faults = new Faults();
      int before = batch.size();
      pieces.split(
          TextBytes.copyOf(text.value()),
          (line, piece) -> batch.add(new Piece<>(text.origin(), line, piece)),
          faults::add);
      outcomes.begin(text.origin(), batch.size() - before + (faults.isEmpty() ? 0 : 1));
      if (!faults.isEmpty()) {
        faulty.add(new Fault<>(text.origin(), faults));
      }
    }
    batches.forEach(this::write);
    for (Fault<R> fault : faulty) {
      outcomes.bad(fault.origin(), null, new BadTextException(fault.faults().toString(), null));
    }
  }

  private void write(String database, List<Piece<R>> batch) {
    new Halves<Piece<R>>(
            some -> send(database, some),
            (piece, reason) ->
                outcomes.bad(
                    piece.origin(),
                    null,
                    new BadTextException(
                        "line " + piece.line() + ": " + reason.getMessage(), reason)))
        .run(batch);
  }

  private void send(String database, List<Piece<R>> batch) {
    StringBuilder text = new StringBuilder();
    for (Piece<R> piece : batch) {
      text.append(text.length() == 0 ? "" : pieces.separator()).append(piece.text());
    }
    connections
        .apply(database)
        .insert(
            new SchemalessBatch(
                options.protocol().orElseThrow(),
                pieces.whole(text.toString()),
                options.unit(),
                options.ttlDays(),
                options.naming().tableNameKey(),
                RequestId.next()));
    for (Piece<R> piece : batch) {
      outcomes.done(piece.origin());
    }
  }

  @Override
  public void refresh() {
    // Nothing is remembered.
  }
}
