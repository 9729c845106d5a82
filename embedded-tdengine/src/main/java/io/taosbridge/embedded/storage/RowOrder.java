package io.taosbridge.embedded.storage;

import java.util.Comparator;

/** Order of the rows of one table: by timestamp, then by the composite key's column if any. */
public final class RowOrder implements Comparator<Row> {

  private static final int NO_KEY = 0;

  private final int keyId;

  public RowOrder(Schema schema) {
    keyId = schema.compositeKey().map(ColumnDef::id).orElse(NO_KEY);
  }

  @Override
  public int compare(Row left, Row right) {
    int byTime = Long.compare(left.timestamp(), right.timestamp());
    if (byTime != 0 || keyId == NO_KEY) {
      return byTime;
    }
    return compareKeys(left.get(keyId), right.get(keyId));
  }

  @SuppressWarnings("unchecked")
  private static int compareKeys(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }
}
