package io.taosbridge.sink.write;

import io.taosbridge.sink.pending.PendingRecord;
import java.util.List;

/** Writes records. */
public interface RecordWriter {

  /**
   * Writes the records; each is then done or reported. After an exception some of them are.
   *
   * @throws io.taosbridge.client.error.TDengineException if the server cannot take them now
   * @throws org.apache.kafka.connect.errors.ConnectException if the task must stop
   */
  void write(List<PendingRecord> records);

  /** Forgets what is known about the target's tables. */
  void refresh();
}
