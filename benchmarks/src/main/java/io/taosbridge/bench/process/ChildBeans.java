package io.taosbridge.bench.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of another JVM on this machine. Each question costs that JVM some CPU time. */
public final class ChildBeans implements AutoCloseable {

  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private ChildBeans(JMXConnector connector, MBeanServerConnection beans) {
    this.connector = connector;
    this.beans = beans;
  }

  @SuppressWarnings("BanJNDI") // The address is that of a process we have started.
  static ChildBeans of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        JMXConnector connector = JMXConnectorFactory.connect(url);
        return new ChildBeans(connector, connector.getMBeanServerConnection());
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("process " + pid + " cannot be asked for its MBeans", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Heap in use, garbage included, in bytes. */
  public long heapBytes() {
    return memory().getHeapMemoryUsage().getUsed();
  }

  /** Heap in use after a collection that this call makes, in bytes. */
  public long liveHeapBytes() {
    memory().gc();
    return heapBytes();
  }

  private MemoryMXBean memory() {
    try {
      return ManagementFactory.newPlatformMXBeanProxy(
          beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number, summed over all beans that a pattern names.
   *
   * @return 0 if there is none
   */
  public double sum(String pattern, String attribute) {
    try {
      double sum = 0;
      for (ObjectName name : names(pattern)) {
        sum += ((Number) beans.getAttribute(name, attribute)).doubleValue();
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(attribute + " of " + pattern + " cannot be read", e);
    }
  }

  /** How many beans a pattern names. */
  public int count(String pattern) {
    try {
      return names(pattern).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(pattern + " is no pattern of MBeans", e);
    }
  }

  private Set<ObjectName> names(String pattern) throws IOException, MalformedObjectNameException {
    return beans.queryNames(new ObjectName(pattern), null);
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
