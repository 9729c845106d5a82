package io.taosbridge.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.ValueBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Writes the measurements into a supertable through prepared statements. */
final class AirQualityLoader {

  private static final String FILE = "/data/beijing-air-quality.csv.gz";
  private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
  private static final int BATCH_ROWS = 12_000;

  private AirQualityLoader() {}

  /**
   * Makes database and supertable and writes the first rows of the file.
   *
   * @param limit the most rows to write
   * @param progress is told the number of rows written so far
   * @return the number of rows written
   */
  static long load(Side side, long limit, LongConsumer progress) {
    try (Connection connection = side.connect()) {
      connection.execute(AirQuality.createDatabase(side.database()));
      connection.execute(AirQuality.createStable(side.database()));
    }
    try (Connection connection = side.connectToDatabase();
        Statement statement =
            connection.prepare(AirQuality.insert(side.database()), StatementOptions.INTERLACED);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(open())) {
      return write(statement, rows, limit, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  private static long write(
      Statement statement, Iterable<NamedCsvRecord> rows, long limit, LongConsumer progress) {
    BindBatch batch = statement.newBatch();
    int bound = 0;
    long written = 0;
    for (NamedCsvRecord row : rows) {
      if (written + bound == limit) {
        break;
      }
      bind(batch, row);
      if (++bound == BATCH_ROWS) {
        written += statement.execute(batch);
        progress.accept(written);
        batch = statement.newBatch();
        bound = 0;
      }
    }
    if (bound > 0) {
      written += statement.execute(batch);
      progress.accept(written);
    }
    return written;
  }

  private static void bind(BindBatch batch, NamedCsvRecord row) {
    String station = row.getField("station");
    TableBinding table = batch.table(AirQuality.childTable(station));
    if (table.rows() == 0) {
      table.tag(0).appendString(station);
    }
    LocalDateTime time = LocalDateTime.parse(row.getField("time"));
    table.column(0).appendLong(time.atZone(BEIJING).toInstant().toEpochMilli());
    List<AirQuality.Measure> measures = AirQuality.MEASURES;
    for (int i = 0; i < measures.size(); i++) {
      append(table.column(i + 1), measures.get(i), row.getField(measures.get(i).name()));
    }
  }

  private static void append(ValueBuffer column, AirQuality.Measure measure, String text) {
    // One field of the file holds a space.
    if (text.isBlank()) {
      column.appendNull();
    } else if (measure.isText()) {
      column.appendString(text);
    } else {
      column.appendDouble(Double.parseDouble(text));
    }
  }

  private static Reader open() throws IOException {
    InputStream file = AirQualityLoader.class.getResourceAsStream(FILE);
    return new InputStreamReader(new GZIPInputStream(file, 1 << 16), StandardCharsets.UTF_8);
  }
}
