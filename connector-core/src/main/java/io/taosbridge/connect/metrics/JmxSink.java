package io.taosbridge.connect.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Shows metrics as MBeans of the JVM, named {@code
 * io.taosbridge:type=<type>,connector=<name>,task=<number>} and the tags.
 */
public final class JmxSink implements MetricSink {

  public static final String DOMAIN = "io.taosbridge";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final String connector;
  private final int task;

  public JmxSink(String connector, int task) {
    this.connector = connector;
    this.task = task;
  }

  @Override
  public Shown show(MetricSet set) {
    ObjectName name = name(set);
    MetricBean bean = new MetricBean(set);
    try {
      register(bean, name);
    } catch (JMException e) {
      throw new IllegalStateException("no MBean " + name + ": " + e.getMessage(), e);
    }
    return () -> unregister(bean, name);
  }

  /** A task that Kafka Connect gave up waiting for may still have the name: the new one wins. */
  private void register(MetricBean bean, ObjectName name) throws JMException {
    try {
      server.registerMBean(bean, name);
    } catch (InstanceAlreadyExistsException e) {
      unregister(name);
      server.registerMBean(bean, name);
    }
  }

  private void unregister(MetricBean bean, ObjectName name) {
    if (bean.isRegistered()) {
      try {
        unregister(name);
      } catch (JMException e) {
        throw new IllegalStateException("MBean " + name + " stays: " + e.getMessage(), e);
      }
    }
  }

  private void unregister(ObjectName name) throws JMException {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // which is as it should be
    }
  }

  private ObjectName name(MetricSet set) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("type", set.type());
    properties.put("connector", connector);
    properties.put("task", Integer.toString(task));
    properties.putAll(set.tags());
    String text =
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + quoted(property.getValue()))
            .collect(Collectors.joining(","));
    try {
      return new ObjectName(DOMAIN + ":" + text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As Kafka does: plain where that is allowed, so that rules for names stay simple. */
  private static String quoted(String value) {
    return value.matches("[\\w.% -]+") ? value : ObjectName.quote(value);
  }
}
