package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.offset.AckTracker;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect's times are
class TrackedRecordTest {

  private static final byte[] BYTES = {1};
  private static final Schema STRUCT = SchemaBuilder.struct().build();
  private static final Schema LIST = SchemaBuilder.array(Schema.INT32_SCHEMA).build();
  private static final Schema MAP =
      SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();

  private final AckTracker.Message message =
      new AckTracker().add(new TopicVgroup("bench", 2), 1, 2);
  private final ConnectHeaders shared = headers();

  private static ConnectHeaders headers() {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("table", "d0").addInt("vgroup", 2).addString("table", "d1");
    return headers;
  }

  private TrackedRecord record() {
    return new TrackedRecord(
        message, Map.of(), Map.of(), "t", null, null, null, null, "v", null, shared);
  }

  static List<Consumer<Headers>> changes() {
    return List.of(
        headers -> headers.add(new ConnectHeaders().addInt("new", 1).lastWithName("new")),
        headers -> headers.add("new", new SchemaAndValue(Schema.INT32_SCHEMA, 1)),
        headers -> headers.add("new", 1, Schema.INT32_SCHEMA),
        headers -> headers.addString("new", "x"),
        headers -> headers.addBoolean("new", true),
        headers -> headers.addByte("new", (byte) 1),
        headers -> headers.addShort("new", (short) 1),
        headers -> headers.addInt("new", 1),
        headers -> headers.addLong("new", 1),
        headers -> headers.addFloat("new", 1),
        headers -> headers.addDouble("new", 1),
        headers -> headers.addBytes("new", BYTES),
        headers -> headers.addList("new", List.of(1), LIST),
        headers -> headers.addMap("new", Map.of("a", 1), MAP),
        headers -> headers.addStruct("new", new Struct(STRUCT)),
        headers -> headers.addDecimal("new", BigDecimal.ONE),
        headers -> headers.addDate("new", new Date(0)),
        headers -> headers.addTime("new", new Date(0)),
        headers -> headers.addTimestamp("new", new Date(0)),
        headers -> headers.remove("table"),
        headers -> headers.retainLatest("table"),
        Headers::retainLatest,
        Headers::clear,
        headers -> headers.apply(TrackedRecordTest::renamed),
        headers -> headers.apply("vgroup", TrackedRecordTest::renamed));
  }

  private static Header renamed(Header header) {
    return header.rename(header.key() + "!");
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changesItsHeadersAsAnyRecordDoesAndThoseOfNoOther(Consumer<Headers> change) {
    // Given
    TrackedRecord record = record();
    ConnectHeaders expected = headers();

    // When
    change.accept(expected);
    change.accept(record.headers());

    // Then
    assertThat(record.headers()).isEqualTo(expected).isNotEqualTo(headers());
    assertThat(record().headers()).isEqualTo(headers());
    assertThat(shared).isEqualTo(headers());
    assertThat(record.headers().size()).isEqualTo(expected.size());
    assertThat(record.headers().isEmpty()).isEqualTo(expected.isEmpty());
    assertThat(listed(record.headers().iterator())).isEqualTo(listed(expected.iterator()));
    assertThat(record.headers()).hasToString(expected.toString()).hasSameHashCodeAs(expected);
  }

  @Test
  void readsTheHeadersThatItShares() {
    // Given
    Headers headers = record().headers();

    // Then
    assertThat(headers).isEqualTo(headers()).isEqualTo(record().headers()).hasSize(3);
    assertThat(headers().equals(headers)).isTrue();
    assertThat(headers.lastWithName("table").value()).isEqualTo("d1");
    assertThat(listed(headers.allWithName("table"))).hasSize(2);
    Iterator<Header> all = headers.iterator();
    all.next();
    assertThatThrownBy(all::remove).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void givesItsHeadersToRecordsThatAreMadeOfIt() {
    // Given
    TrackedRecord record = record();
    record.headers().addString("added", "x");

    // When
    SourceRecord other = record.newRecord("other", null, null, null, null, "v", null);
    other.headers().remove("table");

    // Then
    assertThat(other.headers().lastWithName("added").value()).isEqualTo("x");
    assertThat(record.headers()).hasSize(4);
    assertThat(new ConnectHeaders(record.headers())).isEqualTo(record.headers());
  }

  private static List<Header> listed(Iterator<Header> headers) {
    List<Header> list = new ArrayList<>();
    headers.forEachRemaining(list::add);
    return list;
  }
}
