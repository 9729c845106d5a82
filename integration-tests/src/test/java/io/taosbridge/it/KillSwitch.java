package io.taosbridge.it;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transform that lets records pass, until it is told to kill its task: it then does so in the
 * middle of a message, when a part of it is with the producer.
 *
 * <p>The worker makes its own objects of this class, so the order is the class's.
 */
public final class KillSwitch implements Transformation<SourceRecord> {

  private static final AtomicInteger ORDER = new AtomicInteger();

  private Object vgroup;
  private Object message;
  private int index;

  /**
   * Kills the next task that has taken so many records of one message.
   *
   * @param records at least 1
   */
  static void arm(int records) {
    ORDER.set(records);
  }

  @Override
  public SourceRecord apply(SourceRecord record) {
    Object itsVgroup = record.sourcePartition();
    Object itsMessage = record.headers().lastWithName("tdengine.offset").value();
    index = itsVgroup.equals(vgroup) && itsMessage.equals(message) ? index + 1 : 0;
    vgroup = itsVgroup;
    message = itsMessage;
    int order = ORDER.get();
    if (order > 0 && index >= order && ORDER.compareAndSet(order, 0)) {
      throw new ConnectException("killed by the test");
    }
    return record;
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Has no options.
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
