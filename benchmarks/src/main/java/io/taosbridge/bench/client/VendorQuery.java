package io.taosbridge.bench.client;

import com.taosdata.jdbc.TSDBErrorNumbers;
import io.taosbridge.bench.race.Run;
import io.taosbridge.bench.race.Runner;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A query by the vendor's driver that gets every cell as an object.
 *
 * <p>The driver (3.7.9, FetchBlockData) stops asking for blocks while its queue of them is full,
 * and once in many thousand blocks the reader empties that queue between the driver's look at it
 * and its note that it has stopped: then nobody asks any more, until the reader's patience ends.
 * Such a query is made again, and only the one that went well counts.
 *
 * @param counter index of the column whose sum is the checksum
 */
record VendorQuery(String name, Connections server, String database, String sql, int counter)
    implements Runner {

  private static final Logger LOG = LoggerFactory.getLogger(VendorQuery.class);
  private static final int MOST_TIMEOUTS = 3;

  /** For a block: a hundred times what one takes, and less than the minute that is the default. */
  private static final String PATIENCE = "&messageWaitTimeout=5000";

  @Override
  public Run run() throws Exception {
    for (int timeouts = 1; ; timeouts++) {
      try {
        return Run.of(this::read);
      } catch (SQLException e) {
        if (e.getErrorCode() != TSDBErrorNumbers.ERROR_QUERY_TIMEOUT || timeouts == MOST_TIMEOUTS) {
          throw e;
        }
        LOG.warn("The vendor's driver waited for a block that it had not asked for: once more");
      }
    }
  }

  private long read() throws SQLException {
    long sum = 0;
    long other = 0;
    try (Connection connection = DriverManager.getConnection(server.vendor(database) + PATIENCE);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        for (int column = 0; column < columns; column++) {
          Object value = result.getObject(column + 1);
          if (column == counter) {
            sum += (Long) value;
          } else if (value != null) {
            other++;
          }
        }
      }
    }
    if (other == 0) {
      throw new IllegalStateException("the other columns are empty");
    }
    return sum;
  }
}
