package io.taosbridge.connect.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanRegistration;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** An MBean with an attribute for each value; values that are not known are NaN. */
final class MetricBean implements DynamicMBean, MBeanRegistration {

  private final MetricSet set;
  private final Map<String, MetricValue> values = new LinkedHashMap<>();
  private volatile boolean registered;

  MetricBean(MetricSet set) {
    this.set = set;
    set.values().forEach(value -> values.put(value.name(), value));
  }

  /** False once another has taken its name. */
  boolean isRegistered() {
    return registered;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    MetricValue value = values.get(name);
    if (value == null) {
      throw new AttributeNotFoundException(name);
    }
    Number current = value.current().get();
    return current == null ? Double.valueOf(Double.NaN) : current;
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList found = new AttributeList();
    for (String name : names) {
      try {
        found.add(new Attribute(name, getAttribute(name)));
      } catch (AttributeNotFoundException e) {
        // JMX leaves out what there is not
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " can only be read");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public Object invoke(String action, Object[] arguments, String[] signature) {
    throw new UnsupportedOperationException(action);
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    MBeanAttributeInfo[] attributes =
        values.values().stream()
            .map(
                value ->
                    new MBeanAttributeInfo(
                        value.name(),
                        Number.class.getName(),
                        value.description(),
                        true,
                        false,
                        false))
            .toArray(MBeanAttributeInfo[]::new);
    return new MBeanInfo(MetricBean.class.getName(), set.type(), attributes, null, null, null);
  }

  @Override
  public ObjectName preRegister(MBeanServer server, ObjectName name) {
    return name;
  }

  @Override
  public void postRegister(Boolean done) {
    registered = done;
  }

  @Override
  public void preDeregister() {
    // Nothing holds it back.
  }

  @Override
  public void postDeregister() {
    registered = false;
  }
}
