package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TDengineSourceConnectorTest {

  /** Nobody listens on this port. */
  private static final String NOWHERE = "ws://127.0.0.1:1";

  private final TDengineSourceConnector connector = new TDengineSourceConnector();

  @AfterEach
  void stop() {
    connector.stop();
  }

  @Test
  void dealsTopicsToTasks() {
    // Given
    connector.start(settings("topics", "a,b,c,b", "name", "x:y"));

    // When
    List<Map<String, String>> tasks = connector.taskConfigs(2);

    // Then
    assertThat(tasks)
        .extracting(task -> new SourceConfig(task).topics())
        .containsExactly(List.of("a"), List.of("b", "c"));
    assertThat(tasks)
        .extracting(task -> new SourceConfig(task).tmq().group())
        .containsExactly("taosbridge-x_y-0", "taosbridge-x_y-1");
  }

  @Test
  void dealsSupertablesToNoMoreTasksThanThereAre() {
    // Given
    connector.start(settings("database", "db", "stables", "a,b", "group.id", "g"));

    // When
    List<Map<String, String>> tasks = connector.taskConfigs(5);

    // Then
    assertThat(tasks)
        .extracting(task -> TopicPlan.of(new SourceConfig(task)).topics())
        .containsExactly(List.of("taosbridge_db_a"), List.of("taosbridge_db_b"));
    assertThat(tasks)
        .extracting(task -> new SourceConfig(task).tmq().group())
        .containsExactly("g-0", "g-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topics= | topics | must be given",
        "topics=a;stables=b;database=d | stables | not both",
        "stables=a | database | must be given",
        "topics=a;kafka.topic=${tpoic} | kafka.topic | unknown placeholder ${tpoic}",
        "topics=a;kafka.topic= | kafka.topic | must name a Kafka topic",
        "topics=a;partition.strategy=x | partition.strategy | vgroup, table, key, none",
        "topics=a;kafka.partitions=0 | kafka.partitions | at least 1",
        "topics=a;partition.strategy=table;key.mode=columns;key.columns=v | partition.strategy | to"
            + " table or tags",
        "topics=a;partition.strategy=key;key.mode=none | partition.strategy | key.mode is none",
        "topics=a;partition.strategy=none;key.mode=tags | partition.strategy | key.mode away",
        "topics=a;key.mode=columns | key.columns | must be given",
        "topics=a;key.columns=v | key.columns | key.mode=columns",
        "topics=a;value.format=xml | value.format | struct, map, line, telnet, json",
        "topics=a;null.handling=omit | null.handling | not for structs",
        "topics=a;tags.field=tags;value.format=line | tags.field | struct or map",
        "topics=a;tags.field=tags;tags.include=false | tags.field | tags.include=true",
        "topics=a;fields.include=v,w;fields.exclude=w | fields.exclude | w is in fields.include",
        "topics=a;fields.rename=v | fields.rename | \"v\" is not old:new",
        "topics=a;value.format=map;timestamp.format=logical | timestamp.format | no schema",
        "topics=a;timestamp.unit=us | timestamp.unit | timestamp.format=int64",
        "topics=a;timestamp.unit=s | timestamp.unit | ms, us, ns",
        "topics=a;timestamp.unit=ms;value.format=telnet | timestamp.unit | telnet",
        "topics=a;text.unsupported=skip | text.unsupported | fail, convert, omit",
        "topics=a;opentsdb.metric=${col} | opentsdb.metric | unknown placeholder ${col}",
        "topics=a;auto.offset.reset=none | auto.offset.reset | earliest, latest",
        "topics=a;offset.out.of.range=skip | offset.out.of.range | fail, earliest",
        "topics=a;topics.regex=b.* | topics.regex | not both",
        "topics.regex=b(;database=d | topics.regex | no regular expression",
        "topics=a;stables.regex=b.*;database=d | stables.regex | not both",
        "stables.regex=b.* | database | must be given",
        "topics=a;monitor.interval.ms=1 | monitor.interval.ms | at least 100",
        "topics=a;cleanup.on.stop=all | cleanup.on.stop | none, groups, topics",
        "topics=a;group.id=a:b | group.id | colon",
        "topics=a;group.id=%s | group.id | at most 170 bytes",
        "topics=a;poll.max.wait.ms=0 | poll.max.wait.ms | at least 1",
        "topics=a;min.poll.rows=0 | min.poll.rows | at least 1",
        "topics=a;connection.url=http://h | connection.url | ws:// or wss://",
        "topics=a;connection.url=ws://h?tiemout=1 | connection.url | tiemout",
        "topics=a;connection.url=nonsense | connection.url | URL",
        "topics=a;tmq.enable.auto.commit=true | tmq.enable.auto.commit | in Kafka",
        "topics=a;kafka.topik=b | kafka.topik | did you mean kafka.topic?",
        "topics=a;connection.bearer.token=x;connection.user=u | connection.bearer.token | leave out",
        "topics=a;connection.tls.ca=README.md | connection.tls.ca | wss://",
        "topics=a;connection.url=wss://h;connection.tls.ca=README.md;connection.tls.verify=false"
            + " | connection.tls.ca | tls_verify=false",
        "topics=a;max.buffered.bytes=0 | max.buffered.bytes | at least 1",
        "topics=a;tmq.session.timeout.ms=5 | tmq.session.timeout.ms | at least 6000",
      })
  void putsAProblemOnTheOptionAtFault(String options, String option, String message) {
    // Given
    Map<String, String> settings = new HashMap<>(settings());
    String longText = "g".repeat(171);
    for (String each : options.replace("%s", longText).split(";", -1)) {
      settings.put(each.split("=", 2)[0], each.split("=", 2)[1]);
    }

    // When
    Map<String, List<String>> errors = errors(settings);

    // Then
    assertThat(errors).containsOnlyKeys(option);
    assertThat(errors.get(option)).singleElement().asString().contains(message);
  }

  @Test
  void letsPassWhatIsMeantForOthers() {
    // When
    Map<String, List<String>> errors =
        errors(
            settings("topics", "a", "transforms", "x", "transforms.x.type", "y", "their.own", "z"));

    // Then
    assertThat(errors).containsOnlyKeys("connection.url");
  }

  @Test
  void saysThatTheServerIsOutOfReach() {
    // When
    Map<String, List<String>> errors = errors(settings("topics", "a"));

    // Then
    assertThat(errors).containsOnlyKeys("connection.url");
    assertThat(errors.get("connection.url")).singleElement().asString().contains("127.0.0.1:1");
  }

  @Test
  void refusesToStartWithOptionsThatContradictEachOther() {
    assertThatThrownBy(() -> connector.start(settings("stables", "a")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("database");
  }

  @Test
  void spreadsVgroupsOverThePartitionsThatConnectCreates() {
    // Given
    Map<String, String> created = settings("topics", "a", "topic.creation.default.partitions", "6");
    Map<String, String> byBroker =
        settings("topics", "a", "topic.creation.default.partitions", "-1");
    Map<String, String> told = new HashMap<>(created);
    told.put("kafka.partitions", "3");

    // Then
    assertThat(new SourceConfig(created).records().target().kafkaPartitions()).isEqualTo(6);
    assertThat(new SourceConfig(byBroker).records().target().kafkaPartitions()).isEqualTo(1);
    assertThat(new SourceConfig(told).records().target().kafkaPartitions()).isEqualTo(3);
    assertThat(new SourceConfig(settings("topics", "a")).records().target().kafkaPartitions())
        .isEqualTo(1);
  }

  @Test
  void passesSettingsOfTmqOn() {
    // Given
    Map<String, String> settings =
        settings("topics", "a", "tmq.fetch.max.wait.ms", "20", "min.poll.rows", "100");

    // Then
    assertThat(new SourceConfig(settings).tmq().settings())
        .containsEntry("fetch.max.wait.ms", "20")
        .containsEntry("min.poll.rows", "100")
        .doesNotContainKey("enable.auto.commit");
  }

  @Test
  void isFoundAsAPlugin() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .anyMatch(plugin -> plugin instanceof TDengineSourceConnector);
  }

  @Test
  void hasTheVersionOfTheBuild() {
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new TDengineSourceTask().version()).isEqualTo(connector.version());
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", NOWHERE);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private Map<String, List<String>> errors(Map<String, String> settings) {
    Map<String, List<String>> errors = new HashMap<>();
    for (ConfigValue value : connector.validate(settings).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), new ArrayList<>(value.errorMessages()));
      }
    }
    return errors;
  }
}
