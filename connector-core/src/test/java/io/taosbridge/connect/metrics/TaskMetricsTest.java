package io.taosbridge.connect.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String connector = "a:" + UUID.randomUUID();
  private final LongAdder rows = new LongAdder();

  private final List<MetricValue> values =
      List.of(
          MetricValue.counter("row-total", "Rows", rows),
          MetricValue.gauge("lag", "Not known", () -> null));

  private ObjectName name(String tags) throws JMException {
    return new ObjectName(
        "io.taosbridge:type=t,connector=" + ObjectName.quote(connector) + ",task=3" + tags);
  }

  private TaskMetrics jmx() {
    return new TaskMetrics(List.of(new JmxSink(connector, 3)));
  }

  @Test
  void showsValuesAsMBeansUntilItIsClosed() throws JMException {
    // Given
    TaskMetrics metrics = jmx();
    metrics.show("t", values, "topic", "a b.c", "vgroup", "2");
    ObjectName name = name(",topic=a b.c,vgroup=2");

    // When
    rows.add(5);

    // Then
    assertThat(server.getAttribute(name, "row-total")).isEqualTo(5L);
    assertThat(server.getAttribute(name, "lag")).isEqualTo(Double.NaN);
    assertThat(server.getMBeanInfo(name).getAttributes())
        .extracting(MBeanAttributeInfo::getDescription)
        .containsExactly("Rows", "Not known");

    // When
    metrics.close();

    // Then
    assertThat(server.isRegistered(name)).isFalse();
    metrics.show("t", values, "topic", "a b.c", "vgroup", "2");
    assertThat(server.isRegistered(name)).isFalse();
  }

  @Test
  void takesOneBackAlone() throws JMException {
    // Given
    try (TaskMetrics metrics = jmx()) {
      metrics.show("t", values);
      MetricSink.Shown vgroup = metrics.show("t", values, "vgroup", "2");

      // When
      vgroup.close();

      // Then
      assertThat(server.isRegistered(name(",vgroup=2"))).isFalse();
      assertThat(server.isRegistered(name(""))).isTrue();
    }
  }

  @Test
  void letsANewTaskTakeTheNameOfOneThatIsNotGoneYet() throws JMException {
    // Given
    LongAdder newRows = new LongAdder();
    newRows.add(7);
    TaskMetrics old = jmx();
    old.show("t", values);
    TaskMetrics young = jmx();
    young.show("t", List.of(MetricValue.counter("row-total", "Rows", newRows)));

    // When
    old.close();

    // Then
    assertThat(server.getAttribute(name(""), "row-total")).isEqualTo(7L);

    // When
    young.close();

    // Then
    assertThat(server.isRegistered(name(""))).isFalse();
  }

  @Test
  void showsValuesAmongThoseOfTheWorker() {
    // Given
    Metrics worker = new Metrics();
    PluginMetrics plugin = new PluginMetricsImpl(worker, Map.of("connector", connector));
    TaskMetrics metrics =
        new TaskMetrics(List.of(WorkerSink.of(new Context(() -> plugin)).orElseThrow()));
    rows.add(9);

    // When
    metrics.show("t", values, "vgroup", "2");

    // Then
    assertThat(worker.metrics())
        .anySatisfy(
            (name, metric) -> {
              assertThat(name.name()).isEqualTo("row-total");
              assertThat(name.tags())
                  .containsEntry("vgroup", "2")
                  .containsEntry("connector", connector);
              assertThat(metric.metricValue()).isEqualTo(9L);
            });

    // When
    metrics.close();

    // Then
    assertThat(worker.metrics())
        .noneSatisfy((name, metric) -> assertThat(name.name()).isEqualTo("row-total"));
    worker.close();
  }

  @Test
  void doesWithoutTheWorkersWhereItHasNone() {
    assertThat(
            WorkerSink.of(
                new Context(
                    () -> {
                      throw new NoSuchMethodError("pluginMetrics");
                    })))
        .isEmpty();
  }

  @Test
  void keepsOnWhenASinkFails() {
    // Given
    MetricSink broken =
        set -> {
          throw new IllegalStateException("no");
        };

    // Then
    try (TaskMetrics metrics = new TaskMetrics(List.of(broken, new JmxSink(connector, 3)))) {
      metrics.show("t", values);
      assertThat(server.isRegistered(name(""))).isTrue();
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesNamesThatChartsCannotHave() {
    assertThatThrownBy(() -> MetricValue.gauge("Row Total", "", () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private record Context(Supplier<PluginMetrics> metrics) implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      throw new AssertionError();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      throw new AssertionError();
    }

    @Override
    public PluginMetrics pluginMetrics() {
      return metrics.get();
    }
  }
}
