package io.taosbridge.sink.text;

import java.util.List;

/** Writes schemaless text. */
public interface TextWriter<R> {

  /**
   * Writes the texts in their order; every row of each is then done or bad.
   *
   * @throws io.taosbridge.client.error.TDengineException if the server cannot take them now; all is
   *     to be written again
   * @throws org.apache.kafka.connect.errors.ConnectException if the task must stop
   */
  void write(List<Text<R>> texts);

  /** Forgets what is known about the target's tables. */
  void refresh();
}
