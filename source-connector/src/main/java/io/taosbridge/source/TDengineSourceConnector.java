package io.taosbridge.source;

import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.dealing.Deal;
import io.taosbridge.source.dealing.Layout;
import io.taosbridge.source.offset.SourcePartitions;
import io.taosbridge.source.topic.TopicPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads rows from TDengine's TMQ topics. Their vgroups are dealt to tasks. */
public final class TDengineSourceConnector extends SourceConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return SourceConfig.DEFINITION;
  }

  /** Also asks the server, if the options alone are in order. */
  @Override
  public Config validate(Map<String, String> candidate) {
    Config config = super.validate(candidate);
    if (isValid(config)) {
      addProblems(config, SourceConfig.problems(candidate));
    }
    if (isValid(config) && ExactlyOnce.isRequired(candidate)) {
      ExactlyOnce.obstacle(candidate)
          .ifPresent(why -> addProblems(config, Map.of(ExactlyOnce.SUPPORT, why)));
    }
    if (isValid(config)) {
      addProblems(config, ServerCheck.problems(new SourceConfig(candidate)));
    }
    return config;
  }

  private static boolean isValid(Config config) {
    return config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  private static void addProblems(Config config, Map<String, String> problems) {
    Map<String, String> left = new HashMap<>(problems);
    for (ConfigValue value : config.configValues()) {
      String problem = left.remove(value.name());
      if (problem != null) {
        value.addErrorMessage(problem);
      }
    }
    // What is not in the definition, such as a setting of TMQ, has no value to put it on yet.
    left.forEach(
        (name, problem) ->
            config
                .configValues()
                .add(new ConfigValue(name, null, List.of(), new ArrayList<>(List.of(problem)))));
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
    settings = Map.copyOf(new SourceConfig(props).originalsStrings());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TDengineSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    SourceConfig config = new SourceConfig(settings);
    Layout layout = Layout.ofTopics(TopicPlan.of(config).topics());
    List<Map<String, String>> tasks = new ArrayList<>();
    for (Deal deal : Deal.of(layout, Set.of(), maxTasks)) {
      tasks.add(taskConfig(config, deal, tasks.size()));
    }
    return tasks;
  }

  private Map<String, String> taskConfig(SourceConfig config, Deal deal, int number) {
    Map<String, String> task = new HashMap<>(settings);
    if (config.topics().isEmpty()) {
      task.put(
          SourceConfig.STABLES, String.join(",", TopicPlan.of(config).stablesOf(deal.topics())));
    } else {
      task.put(SourceConfig.TOPICS, String.join(",", deal.topics()));
    }
    task.put(SourceConfig.TASK_NUMBER, Integer.toString(number));
    task.put(SourceConfig.TASK_VGROUPS, deal.share().toString());
    return task;
  }

  /** Checks that the offsets look like this connector's. */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          SourcePartitions.checkPartition(partition);
          if (offset != null) {
            SourcePartitions.checkOffset(offset);
          }
        });
    return true;
  }

  @Override
  public void stop() {
    // Nothing runs here.
  }
}
