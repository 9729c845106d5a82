package io.taosbridge.sink.plan;

import io.taosbridge.sink.cell.TimeReader;
import io.taosbridge.sink.cell.Timestamps;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.FieldValues;
import io.taosbridge.sink.record.MappedField;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.TimestampOptions.Missing;
import io.taosbridge.sink.record.Verdict;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads the primary timestamp of records of one shape. For one thread. */
public final class RowTime {

  private final MappedField field;
  private final Missing missing;
  private final TimeReader reader;
  private final TimeReader ofRecord;
  private final FieldValues time = new FieldValues(1);

  /**
   * @param missing what becomes of records without a timestamp
   * @throws BadRecordException if the field can never be a point in time
   */
  RowTime(MappedField field, Missing missing, Timestamps timestamps) {
    this.field = field;
    this.missing = missing;
    this.ofRecord = timestamps.reader(Timestamp.SCHEMA);
    try {
      this.reader = timestamps.reader(field.schema());
    } catch (BadRecordException e) {
      throw BadRecordException.in(field.name(), e);
    }
  }

  /**
   * The timestamp in the target's precision.
   *
   * @throws BadRecordException if there is none
   */
  long of(SinkRecord record, Object value) {
    try {
      field.reader().read(record, value, time, 0);
      return time.isNull(0) ? missing(record) : reader.read(time, 0);
    } catch (BadRecordException e) {
      throw BadRecordException.in(field.name(), e);
    }
  }

  private long missing(SinkRecord record) {
    if (missing == Missing.RECORD && record.timestamp() != null) {
      return ofRecord.read(Date.from(Instant.ofEpochMilli(record.timestamp())));
    }
    throw new BadRecordException(
        missing == Missing.RECORD
            ? "the primary timestamp is NULL, and the Kafka record has none either"
            : "the primary timestamp is NULL",
        verdict(),
        Reason.NO_TIMESTAMP);
  }

  private Verdict verdict() {
    return switch (missing) {
      case DLQ, RECORD -> Verdict.DLQ;
      case FAIL -> Verdict.FAIL;
      case IGNORE -> Verdict.IGNORE;
    };
  }
}
