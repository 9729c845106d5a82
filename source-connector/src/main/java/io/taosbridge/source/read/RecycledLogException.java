package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.config.SourceConfig;
import org.apache.kafka.connect.errors.ConnectException;

/** TDengine recycled log entries before they were read. */
public final class RecycledLogException extends ConnectException {

  public RecycledLogException(TopicVgroup vgroup, String database, long wanted, long first) {
    super(describe(vgroup, database, wanted, first));
  }

  public static String describe(TopicVgroup vgroup, String database, long wanted, long first) {
    return String.format(
        "vgroup %d of topic %s: the next version to read is %d, but TDengine's log begins at %d:"
            + " what lay between was recycled before it was read, and any rows in it are not in"
            + " Kafka. Set %s=earliest to go on at %d without them, and raise"
            + " WAL_RETENTION_PERIOD of database %s so that the log outlives the longest stop",
        vgroup.vgroup(),
        vgroup.topic(),
        wanted,
        first,
        SourceConfig.OFFSET_OUT_OF_RANGE,
        first,
        database);
  }
}
