package io.taosbridge.sink.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.schemaless.TableNaming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same text bound by us and passed to the server's schemaless must make the same supertables,
 * columns, tags, child tables and rows, and the same lines must be bad.
 */
class BothWaysTest {

  private static final int ROUNDS = 4;
  private static final int POINTS = 150;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** One database that is written to both ways, once each. */
  private static final class Ways {

    final String bound;
    final String passed;
    private final BoundText<Integer> binder;
    private final PassedText<Integer> passer;
    final Recorded ofBound = new Recorded();
    final Recorded ofPassed = new Recorded();

    Ways(TextOptions options, Precision precision) {
      bound = server.database(precision);
      passed = server.database(precision);
      binder =
          new BoundText<>(
              options, new TableRules(true, true, "", ""), server, database -> precision, ofBound);
      passer = new PassedText<>(options, server::connectionTo, ofPassed);
    }

    void write(List<String> texts) {
      binder.write(texts(texts, bound));
      passer.write(texts(texts, passed));
    }

    private static List<Text<Integer>> texts(List<String> texts, String database) {
      List<Text<Integer>> all = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        byte[] bytes = texts.get(i).getBytes(StandardCharsets.UTF_8);
        all.add(new Text<>(i, database, bytes, 1_767_225_600_000L));
      }
      return all;
    }

    void assertSame() {
      assertThat(ofBound.isSettled()).isTrue();
      assertThat(ofPassed.isSettled()).isTrue();
      assertThat(ofBound.bad.keySet())
          .as("bad by us %s, by the server %s", ofBound.bad, ofPassed.bad)
          .isEqualTo(ofPassed.bad.keySet());
      assertThat(server.contents(bound)).isEqualTo(server.contents(passed)).isNotEmpty();
    }
  }

  private static TextOptions options(SchemalessProtocol protocol, SchemalessPrecision unit) {
    return new TextOptions(Optional.of(protocol), unit, TableNaming.BY_HASH, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "LINE,NANOSECOND,ns,MILLISECONDS",
    "LINE,MILLISECOND,ms,NANOSECONDS",
    "LINE,MICROSECOND,us,MICROSECONDS",
    "LINE,SECOND,s,MILLISECONDS",
    "TELNET,NANOSECOND,,MILLISECONDS",
    "TELNET,NANOSECOND,,MICROSECONDS",
    "TELNET,NANOSECOND,,NANOSECONDS",
    "JSON,NANOSECOND,,MILLISECONDS",
    "JSON,NANOSECOND,,MICROSECONDS",
    "JSON,NANOSECOND,,NANOSECONDS",
  })
  void makeTheSameOfGeneratedText(
      SchemalessProtocol protocol, SchemalessPrecision unit, String symbol, Precision precision) {
    // Given
    long seed = System.nanoTime();
    System.out.println("BothWaysTest " + protocol + " " + precision + ": seed " + seed);
    GeneratedText generated = new GeneratedText(new Random(seed));
    Ways ways = new Ways(options(protocol, unit), precision);

    for (int round = 0; round < ROUNDS; round++) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < POINTS; i++) {
        texts.add(generated.point(protocol, symbol, round));
      }

      // When
      ways.write(texts);

      // Then
      assertThat(ways.ofBound.bad).isEmpty();
      ways.assertSame();
    }
  }

  @Test
  void findTheSameBadLines() {
    // Given
    Ways ways =
        new Ways(
            options(SchemalessProtocol.LINE, SchemalessPrecision.MILLISECOND),
            Precision.MILLISECONDS);
    ways.write(List.of("m,t=abcdefgh d=1,i=1i,s=\"abcdefgh\" 1767225600000"));
    List<String> texts =
        List.of(
            "m,t=a d=1 1767225600001",
            "m,t=a d=1i 1767225600002",
            "m,t=a i=1 1767225600003",
            "m,t=a s=1 1767225600004",
            "m,t=a s=L\"a\" 1767225600005",
            "m,t=a t=1 1767225600006",
            "m,d=a d=1 1767225600007",
            "m,t=a d= 1767225600008",
            "m,t=a d=abc 1767225600009",
            "m,t=a d=1i8,e=300i8 1767225600010",
            "m,t=a d=1,d=2 1767225600011",
            "m,t= d=1 1767225600012",
            "m,t=a d=1 -1767225600013",
            "m,t=a d=1 yesterday",
            "m,t=a s=\"unbalanced 1767225600015",
            "m,t=a s=\"a\"b\" 1767225600016",
            "m,t=a 1767225600017",
            ",t=a d=1 1767225600018",
            "m,t=a," + "n".repeat(65) + "=x d=1 1767225600019",
            "m".repeat(193) + ",t=a d=1 1767225600020",
            "m,t=a s=\"" + "x".repeat(65518) + "\" 1767225600021",
            "m,t=a d=1 1767225600022");

    // When
    ways.write(texts);

    // Then
    ways.assertSame();
    assertThat(ways.ofBound.bad).hasSize(20).doesNotContainKeys(0, 21);
    assertThat(server.rows("select count(*) from " + ways.bound + ".m")).containsExactly("3");
  }

  @Test
  void findTheSameBadTelnetLines() {
    // Given
    Ways ways =
        new Ways(
            options(SchemalessProtocol.TELNET, SchemalessPrecision.NANOSECOND),
            Precision.MILLISECONDS);
    List<String> texts =
        List.of(
            "m 1767225600 1 t=abc",
            "m 1767225601 1i t=abc",
            "m 17672256 1 t=abc",
            "m 1767225603 1",
            "m 1767225604 1 t",
            "m 1767225605 1 t=a=b",
            "m 1767225606 abc t=abc",
            "m 1767225607 \"abc\" t=abc",
            "m 1767225608000 2 t=abc");

    // When
    ways.write(texts);

    // Then
    ways.assertSame();
    assertThat(ways.ofBound.bad.keySet()).containsExactly(1, 2, 3, 4, 5, 6, 7);
  }
}
