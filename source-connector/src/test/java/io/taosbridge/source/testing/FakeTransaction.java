package io.taosbridge.source.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/** Remembers with which records transactions should end, in a set of records as the worker does. */
public final class FakeTransaction implements TransactionContext {

  private final Set<SourceRecord> ends = new HashSet<>();
  private final List<SourceRecord> committedWith = new ArrayList<>();

  /** All records that were to end a transaction. */
  public List<SourceRecord> committedWith() {
    return committedWith;
  }

  /** Whether the transaction ends with this record, which is asked of each in turn. */
  public boolean endsWith(SourceRecord record) {
    return ends.remove(record);
  }

  @Override
  public void commitTransaction(SourceRecord record) {
    ends.add(record);
    committedWith.add(record);
  }

  @Override
  public void commitTransaction() {
    throw new AssertionError("commits whatever of a batch has been sent");
  }

  @Override
  public void abortTransaction() {
    throw new AssertionError();
  }

  @Override
  public void abortTransaction(SourceRecord record) {
    throw new AssertionError();
  }
}
