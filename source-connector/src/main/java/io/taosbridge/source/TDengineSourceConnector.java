package io.taosbridge.source;

import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.validation.ConfigReport;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.UnknownOptions;
import io.taosbridge.source.alter.OffsetAlteration;
import io.taosbridge.source.config.DiscoveryOptions;
import io.taosbridge.source.config.OffsetReset;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.config.StopCleanup;
import io.taosbridge.source.dealing.Deal;
import io.taosbridge.source.dealing.Farewell;
import io.taosbridge.source.dealing.GroupCleanup;
import io.taosbridge.source.dealing.Layout;
import io.taosbridge.source.dealing.LayoutReader;
import io.taosbridge.source.dealing.Monitor;
import io.taosbridge.source.topic.Groups;
import io.taosbridge.source.topic.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows from TDengine's TMQ topics. Their vgroups are dealt to tasks. */
public final class TDengineSourceConnector extends SourceConnector {

  private static final Logger LOG = LoggerFactory.getLogger(TDengineSourceConnector.class);

  /** How long stopping waits for what is to be cleaned up; the worker waits for five seconds. */
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  /** Kafka Connect's REST gives up after 90 s. */
  private static final Duration OFFSET_CHECK = Duration.ofSeconds(30);

  private SourceConfig config;
  private ConnectionOptions server;
  private GroupCleanup groups;
  private Monitor monitor;

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return SourceConfig.DEFINITION;
  }

  /** Also asks the server, at least for what could be read. */
  @Override
  public Config validate(Map<String, String> candidate) {
    Config config = super.validate(candidate);
    ConfigReport report = new ConfigReport(config);
    report.add(
        UnknownOptions.problems(
            SourceConfig.DEFINITION, List.of(SourceConfig.TMQ_PREFIX), candidate));
    if (report.isValid()) {
      report.add(SourceConfig.problems(candidate));
    }
    if (report.isValid() && ExactlyOnce.isRequired(candidate)) {
      ExactlyOnce.obstacle(candidate)
          .ifPresent(why -> report.add(Map.of(ExactlyOnce.SUPPORT, why)));
    }
    if (report.isValid()) {
      Findings findings = ServerCheck.check(new SourceConfig(candidate));
      report.add(findings.problems());
      report.recommend(findings.recommended());
    } else {
      report.recommend(ServerCheck.recommended(candidate));
    }
    return config;
  }

  /**
   * Whether options alone allow it. Topics of queries do not, either; that is for {@link #validate}
   * to find, which asks the server and says why.
   */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> candidate) {
    return ExactlyOnce.obstacle(candidate).isEmpty()
        ? ExactlyOnceSupport.SUPPORTED
        : ExactlyOnceSupport.UNSUPPORTED;
  }

  /** They are the ends of TMQ's messages, in every configuration. */
  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> candidate) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public void start(Map<String, String> props) {
    config = new SourceConfig(props);
    server = config.connection(Map.of("conn_retries", "0"));
    groups = new GroupCleanup(Groups.ofConnector(config.group()));
    monitor =
        new Monitor(
            () -> TDengine.connect(server),
            new LayoutReader(config),
            groups,
            () -> context().requestTaskReconfiguration(),
            config.discovery().interval());
    monitor.start();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TDengineSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    Layout layout = monitor.deal();
    // Only who starts at the end of logs must be told which are too new to have been read.
    Set<TopicVgroup> found =
        config.offsetReset() == OffsetReset.LATEST ? monitor.found() : Set.of();
    List<Map<String, String>> tasks = new ArrayList<>();
    for (Deal deal : Deal.of(layout, found, maxTasks)) {
      tasks.add(taskConfig(layout.plan(), deal, tasks.size()));
    }
    if (tasks.isEmpty()) {
      LOG.warn("There is nothing to read yet, so that no task is started");
    }
    return tasks;
  }

  private Map<String, String> taskConfig(TopicPlan plan, Deal deal, int number) {
    Map<String, String> task = new HashMap<>(config.originalsStrings());
    task.remove(DiscoveryOptions.TOPICS_REGEX);
    task.remove(DiscoveryOptions.STABLES_REGEX);
    if (config.readsStables()) {
      task.put(SourceConfig.STABLES, String.join(",", plan.stablesOf(deal.topics())));
    } else {
      task.put(SourceConfig.TOPICS, String.join(",", deal.topics()));
    }
    task.put(SourceConfig.TASK_NUMBER, Integer.toString(number));
    task.put(SourceConfig.TASK_VGROUPS, deal.share().toString());
    return task;
  }

  /**
   * Checks that reading can go on from these offsets.
   *
   * @throws ConnectException if not, or if the server does not answer within half a minute
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    new OffsetAlteration(new SourceConfig(connectorConfig), OFFSET_CHECK).check(offsets);
    return true;
  }

  @Override
  public void stop() {
    if (monitor == null) {
      return; // its options were refused
    }
    monitor.close();
    StopCleanup cleanup = config.discovery().cleanup();
    if (cleanup != StopCleanup.NONE) {
      boolean withTopics = cleanup == StopCleanup.TOPICS && config.readsStables();
      List<String> topics = withTopics ? monitor.layout().plan().topics() : List.of();
      new Farewell(() -> TDengine.connect(server), groups, topics).start(FAREWELL);
    }
  }
}
