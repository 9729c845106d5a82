package io.taosbridge.bench.client;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;

/** Writes by the vendor's driver, in batches of a prepared statement. */
final class VendorInsert {

  private VendorInsert() {}

  /**
   * @param more parameters of its URL, such as those of its "efficient" mode
   */
  static void write(Connections server, String database, String more, long rows, int batchRows)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.vendor(database) + more);
        PreparedStatement insert = connection.prepareStatement(MeterRow.INSERT)) {
      for (long row = 0; row < rows; row++) {
        bind(insert, row);
        if ((row + 1) % batchRows == 0 || row + 1 == rows) {
          insert.executeBatch();
        }
      }
    }
  }

  private static void bind(PreparedStatement insert, long row) throws SQLException {
    int table = MeterRow.table(row);
    Timestamp time = new Timestamp(MeterRow.time(row));
    insert.setString(1, MeterRow.tableName(table));
    insert.setInt(2, table);
    insert.setString(3, MeterRow.location(table));
    insert.setTimestamp(4, time);
    insert.setFloat(5, MeterRow.current(row));
    insert.setInt(6, MeterRow.voltage(row));
    insert.setDouble(7, MeterRow.phase(row));
    insert.setLong(8, MeterRow.counter(row));
    insert.setBoolean(9, MeterRow.ok(row));
    insert.setString(10, MeterRow.state(row));
    insert.setNString(11, MeterRow.note(row));
    insert.setShort(12, MeterRow.level(row));
    insert.setByte(13, MeterRow.flags(row));
    insert.setDouble(14, MeterRow.power(row));
    insert.setTimestamp(15, time);
    insert.addBatch();
  }
}
