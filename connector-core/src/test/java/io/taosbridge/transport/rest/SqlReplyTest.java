package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taosbridge.block.Block;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenRecording;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SqlReplyTest {

  private static final Flow.Subscription NOBODY =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  private static SqlReply open(byte[] body) {
    BodyStream stream = new BodyStream("host:1", 5, Duration.ofSeconds(60), () -> {});
    stream.onSubscribe(NOBODY);
    stream.onNext(List.of(ByteBuffer.wrap(body)));
    stream.onComplete();
    RestReply reply = new RestReply(new Endpoint("host", 1), 5, 200, false, stream);
    return SqlReply.open(reply, ZoneOffset.UTC, Context.QUERY, null);
  }

  private static SqlReply open(String type, String values) {
    String json =
        "{\"code\":0,\"column_meta\":[[\"v\",\""
            + type
            + "\",8]],\"data\":["
            + values
            + "],\"rows\":"
            + (values.isEmpty() ? 0 : values.split("\\],\\[").length)
            + "}";
    return open(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Object> values(SqlReply reply) {
    List<Object> values = new ArrayList<>();
    for (Optional<Block> block = reply.nextBlock(); block.isPresent(); block = reply.nextBlock()) {
      for (int row = 0; row < block.get().rows(); row++) {
        for (int column = 0; column < block.get().columnCount(); column++) {
          values.add(block.get().column(column).getObject(row));
        }
      }
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL | 1",
        "INT | 1.5",
        "INT | 2147483648",
        "INT | \"1\"",
        "INT | [1]",
        "TINYINT | 128",
        "TINYINT UNSIGNED | -1",
        "BIGINT | 9223372036854775808",
        "BIGINT UNSIGNED | 18446744073709551616",
        "BIGINT UNSIGNED | -1",
        "FLOAT | 1e39",
        "DOUBLE | 1e400",
        "DOUBLE | \"NaN\"",
        "DOUBLE | NaN",
        "TIMESTAMP | 5",
        "TIMESTAMP | \"yesterday\"",
        "TIMESTAMP | \"2026-02-30T00:00:00.000Z\"",
        "TIMESTAMP | \"999999999-01-01T00:00:00.000000001Z\"",
        "DECIMAL(10,2) | 1.50",
        "DECIMAL(10,2) | \"x\"",
        "DECIMAL(10,2) | \"1.505\"",
        "DECIMAL(10,2) | \"1e999999999\"",
        "DECIMAL(38,0) | \"999999999999999999999999999999999999999\"",
        "VARCHAR | 5",
        "NCHAR | {}",
        "VARBINARY | \"abc\"",
        "VARBINARY | \"zz\"",
        "NULL | 1"
      })
  void refusesValuesThatAreNoneOfTheirType(String type, String value) {
    // Given
    SqlReply reply = open(type, "[null],[" + value + "]");

    // When, Then
    assertThatThrownBy(() -> values(reply))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("the reply of host:1 is not what taosAdapter sends");
  }

  @Test
  void refusesANumberOfEndlessDigits() {
    for (String type : List.of("BIGINT", "BIGINT UNSIGNED", "DOUBLE")) {
      SqlReply reply = open(type, "[" + "9".repeat(1_000_000) + "]");

      assertThatThrownBy(() -> values(reply)).isInstanceOf(ResultException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "5",
        "null",
        "\"text\"",
        "{}",
        "{\"code\":0}",
        "{\"code\":\"0\"}",
        "{\"code\":99999999999,\"desc\":\"x\"}",
        "{\"code\":0,\"data\":[[1]],\"rows\":1}",
        "{\"code\":0,\"column_meta\":[],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\"]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"WHAT\",4]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"DECIMAL(77,2)\",4]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"DECIMAL(2,3)\",4]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"DECIMAL(99999999999,3)\",4]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"VARCHAR\",-1]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"VARCHAR\",2147483647]],\"data\":[],\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":5,\"rows\":0}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[5],\"rows\":1}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[[]],\"rows\":1}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[[1,2]],\"rows\":1}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[[1]]}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[[1]],\"rows\":\"1\"}",
        "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[[1]],\"rows\":1}x"
      })
  void refusesDocumentsOfAnotherShape(String json) {
    assertThatThrownBy(() -> values(open(json.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(ResultException.class);
  }

  @Test
  void keepsBytesThatAreNotUtf8() {
    // Given
    byte[] before =
        "{\"code\":0,\"column_meta\":[[\"v\",\"VARCHAR\",8]],\"data\":[[\"a"
            .getBytes(StandardCharsets.UTF_8);
    byte[] after = "\\u0001\\u2028\\ud83d\\ude00\"]],\"rows\":1}".getBytes(StandardCharsets.UTF_8);
    byte[] json = Arrays.copyOf(before, before.length + 2 + after.length);
    json[before.length] = (byte) 0xff;
    json[before.length + 1] = (byte) 0xc3;
    System.arraycopy(after, 0, json, before.length + 2, after.length);

    // When
    Block block = open(json).nextBlock().orElseThrow();

    // Then
    byte[] tail = "\u0001\u2028😀".getBytes(StandardCharsets.UTF_8);
    byte[] expected = Arrays.copyOf(new byte[] {'a', (byte) 0xff, (byte) 0xc3}, 3 + tail.length);
    System.arraycopy(tail, 0, expected, 3, tail.length);
    assertThat(block.column(0).getBytes(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":\"x\\\"y\\\\ \\u001f\\n\",\"big\":1.2345678901234567e+19,\"f\":1e+30,\"n\":-0}",
        "{\"é\":[true,false,null,{\"😀\":[]},[[1]]]}"
      })
  void givesTagsAsTheTextThatTheyAre(String json) {
    assertThat(values(open("JSON", "[" + json + "]"))).containsExactly(json);
  }

  @Test
  void refusesATagOfEndlessLevels() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThatThrownBy(() -> values(open("JSON", "[" + deep + "]")))
        .isInstanceOf(ResultException.class);
  }

  @Test
  void boundsBlocksByTheirBytesToo() {
    // Given
    String row = "[\"" + "x".repeat(50_000) + "\"]";
    SqlReply reply = open("VARCHAR", String.join(",", java.util.Collections.nCopies(100, row)));

    // When
    int rows = reply.nextBlock().orElseThrow().rows();

    // Then
    assertThat(rows).isEqualTo(21);
    assertThat(values(reply)).hasSize(79);
  }

  @Test
  void refusesEveryReplyThatIsCutOff() {
    // Given
    byte[] whole = recorded();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      // When
      Throwable failure = catchThrowable(() -> values(open(cut)));

      // Then
      assertThat(failure).as("cut at %d", length).isInstanceOf(ResultException.class);
    }
    assertThat(values(open(whole))).isNotEmpty();
  }

  @Test
  void readsOrRefusesWhateverComes() {
    // Given
    byte[] whole = recorded();
    Random random = new Random(42);
    int refused = 0;

    for (int i = 0; i < 5000; i++) {
      byte[] changed = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }

      // When
      Throwable failure = catchThrowable(() -> values(open(changed)));

      // Then
      if (failure != null) {
        assertThat(failure).isInstanceOf(TDengineException.class);
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 4999);
  }

  /** Every type, every kind of value. */
  private static byte[] recorded() {
    return GoldenRecording.load("rest-types-ms")
        .event(2)
        .line()
        .path("text")
        .textValue()
        .getBytes(StandardCharsets.UTF_8);
  }
}
