package io.taosbridge.sink.write;

import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.text.Text;
import java.util.List;

/**
 * Writes records with text by one writer, those with fields by another. Their order is kept: only
 * records behind each other are written together.
 */
public final class ByKind implements RecordWriter {

  private final RecordWriter texts;
  private final RecordWriter rows;

  public ByKind(RecordWriter texts, RecordWriter rows) {
    this.texts = texts;
    this.rows = rows;
  }

  @Override
  public void write(List<PendingRecord> records) {
    int from = 0;
    while (from < records.size()) {
      boolean text = isText(records.get(from));
      int to = from + 1;
      while (to < records.size() && isText(records.get(to)) == text) {
        to++;
      }
      (text ? texts : rows).write(records.subList(from, to));
      from = to;
    }
  }

  private static boolean isText(PendingRecord record) {
    return Text.isText(record.value());
  }

  @Override
  public void refresh() {
    texts.refresh();
    rows.refresh();
  }
}
