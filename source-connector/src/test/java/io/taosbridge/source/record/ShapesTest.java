package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.testing.FakeTDengine;
import io.taosbridge.source.testing.TestServer;
import io.taosbridge.source.topic.TopicInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class ShapesTest {

  private final TestServer server = new TestServer("vgroups 1");
  private final TopicInfo topic =
      new TopicInfo("t", TopicInfo.Kind.STABLE, server.database(), "st");
  private final TopicInfo other =
      new TopicInfo("d", TopicInfo.Kind.DATABASE, server.database(), null);

  @BeforeEach
  void create() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    server.execute("create table $db.a using $db.st tags (1, 'x')");
    server.execute("create table $db.b using $db.st tags (2, 'y')");
    server.execute("create table $db.c using $db.st tags (3, 'z')");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void keepsWhatItKnowsOfATableWhileItsRowsStayAlike() {
    // Given
    Shapes shapes = shapes();
    TableShape first = of(shapes, topic, "a").get(0);

    // When
    List<TableShape> next = of(shapes, topic, "b", "a");

    // Then
    assertThat(next.get(1)).isSameAs(first);
    assertThat(next.get(0).shape()).isSameAs(first.shape());
  }

  @Test
  void forgetsTablesItHasSeenWhenAReadFindsOtherTags() {
    // Given
    Shapes shapes = shapes();
    of(shapes, topic, "a");
    of(shapes, other, "b");
    server.execute("alter stable $db.st drop tag t1");
    server.execute("alter stable $db.st add tag t3 int");

    // When
    List<TableShape> inTheSameMessage = of(shapes, topic, "a", "c");
    List<TableShape> inAnotherTopic = of(shapes, other, "b");

    // Then
    assertThat(inTheSameMessage).allSatisfy(ShapesTest::hasTheTagsOfNow);
    assertThat(inAnotherTopic).allSatisfy(ShapesTest::hasTheTagsOfNow);
  }

  private static void hasTheTagsOfNow(TableShape table) {
    assertThat(table.values().schema().fields())
        .extracting(Field::name)
        .containsExactly("ts", "v", "t2", "t3", "tbname");
  }

  private Shapes shapes() {
    Map<String, String> settings = Map.of("connection.url", server.url(), "topics", "t,d");
    return new Shapes(new SourceConfig(settings).records(), server.connection());
  }

  private static List<TableShape> of(Shapes shapes, TopicInfo topic, String... tables) {
    FakeTDengine rows = new FakeTDengine();
    return shapes.of(
        topic,
        Stream.of(tables)
            .map(table -> rows.block(table, FakeTDengine.COLUMNS, List.of(List.of(1L, 5))))
            .map(TableRows::all)
            .toList());
  }
}
