package io.taosbridge.bench.micro;

import com.taosdata.jdbc.enums.WSFunction;
import com.taosdata.jdbc.rs.ConnectionParam;
import com.taosdata.jdbc.tmq.MapDeserializer;
import com.taosdata.jdbc.ws.InFlightRequest;
import com.taosdata.jdbc.ws.Transport;
import com.taosdata.jdbc.ws.entity.Request;
import com.taosdata.jdbc.ws.entity.Response;
import com.taosdata.jdbc.ws.tmq.WSConsumerResultSet;
import com.taosdata.jdbc.ws.tmq.entity.ConsumerParam;
import com.taosdata.jdbc.ws.tmq.entity.FetchRawBlockResp;
import com.taosdata.jdbc.ws.tmq.entity.TMQRequestFactory;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A message as the vendor's consumer decodes it: to a map for each row, by its deserializer. */
final class VendorMessage {

  private static final int ACTION = 8;

  private final CannedTransport transport;
  private final MapDeserializer deserializer = new MapDeserializer();
  private final TMQRequestFactory requests = new TMQRequestFactory();
  private final String topic;
  private final String database;

  /**
   * @param reply to {@code fetch_raw_data}
   */
  VendorMessage(ByteBuffer reply, String topic, String database) {
    try {
      this.transport = new CannedTransport(reply);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    this.topic = topic;
    this.database = database;
  }

  List<Map<String, Object>> decode() throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    WSConsumerResultSet result =
        new WSConsumerResultSet(transport, requests, 1, database, ZoneOffset.UTC);
    while (result.next()) {
      rows.add(deserializer.deserialize(result, topic, database));
      if (rows.size() == Meters.ROWS) {
        break; // where the consumer would ask the server for another block
      }
    }
    return rows;
  }

  /** Answers without a server. */
  private static final class CannedTransport extends Transport {

    private final ByteBuffer reply;

    CannedTransport(ByteBuffer reply) throws SQLException {
      super(WSFunction.TMQ, parameters(), new InFlightRequest(1));
      this.reply = reply;
    }

    private static ConnectionParam parameters() throws SQLException {
      Properties settings = new Properties();
      settings.setProperty("td.connect.type", "ws");
      settings.setProperty("bootstrap.servers", "localhost:6041");
      settings.setProperty("td.connect.user", "root");
      settings.setProperty("td.connect.pass", "taosdata");
      settings.setProperty("group.id", "bench");
      return new ConsumerParam(settings).getConnectionParam();
    }

    @Override
    public Response send(Request request) {
      return new FetchRawBlockResp(
          Unpooled.wrappedBuffer(reply.slice(ACTION, reply.limit() - ACTION)));
    }
  }
}
