package io.taosbridge.bench.micro;

import com.taosdata.jdbc.common.Endpoint;
import com.taosdata.jdbc.enums.WSFunction;
import com.taosdata.jdbc.rs.ConnectionParam;
import com.taosdata.jdbc.ws.InFlightRequest;
import com.taosdata.jdbc.ws.TSWSPreparedStatement;
import com.taosdata.jdbc.ws.Transport;
import com.taosdata.jdbc.ws.WSConnection;
import com.taosdata.jdbc.ws.stmt2.entity.Field;
import com.taosdata.jdbc.ws.stmt2.entity.Stmt2PrepareResp;
import io.netty.buffer.ByteBuf;
import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The prepared statement that the vendor's driver makes by default, but for the sending. */
final class VendorInsert extends TSWSPreparedStatement {

  private static final int PORT = 6041;
  private static final byte COLUMN = 1;
  private static final byte TAG = 2;
  private static final byte TABLE_NAME = 4;
  private static final int FIRST_COLUMN = 4;

  private ByteBuf frame;

  VendorInsert() throws SQLException {
    this(new ConnectionParam.Builder(List.of(new Endpoint("localhost", PORT, false))).build());
  }

  /** The transport is never told to connect. */
  private VendorInsert(ConnectionParam settings) throws SQLException {
    this(new Transport(WSFunction.WS, settings, new InFlightRequest(1)), settings);
  }

  private VendorInsert(Transport transport, ConnectionParam settings) throws SQLException {
    super(
        transport,
        settings,
        "bench",
        new WSConnection(
            "jdbc:TAOS-WS://localhost:6041/", new Properties(), transport, settings, "3.3.7.5"),
        "INSERT INTO ? USING meters TAGS (?, ?) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        1L,
        prepared());
  }

  /** What the server would have told. */
  private static Stmt2PrepareResp prepared() {
    List<Field> fields = new ArrayList<>();
    fields.add(field("tbname", DataType.VARCHAR, TABLE_NAME));
    fields.add(field("meter", DataType.INT, TAG));
    fields.add(field("location", DataType.VARCHAR, TAG));
    Meters.columns()
        .forEach(column -> fields.add(field(column.name(), column.type().type(), COLUMN)));
    Stmt2PrepareResp prepared = new Stmt2PrepareResp();
    prepared.setStmtId(1);
    prepared.setInsert(true);
    prepared.setFields(fields);
    prepared.setFieldsCount(fields.size());
    return prepared;
  }

  private static Field field(String name, DataType type, byte bindType) {
    Field field = new Field();
    field.setName(name);
    field.setFieldType((byte) type.code());
    field.setBindType(bindType);
    return field;
  }

  /** The frame that the driver would send for these readings, which is valid until the next one. */
  ByteBuffer frame(Readings readings) throws SQLException {
    for (int row = 0; row < Readings.ROWS; row++) {
      int meter = Readings.meter(row);
      setString(1, Readings.table(meter));
      setInt(2, meter);
      setString(3, Readings.location(meter));
      Object[] values = readings.values(row);
      for (int column = 0; column < values.length; column++) {
        set(FIRST_COLUMN + column, Meters.columns().get(column).type().type(), values[column]);
      }
      addBatch();
    }
    executeBatch();
    return frame.nioBuffer();
  }

  private void set(int index, DataType type, Object value) throws SQLException {
    if (value == null) {
      setNull(index, sqlType(type));
      return;
    }
    switch (type) {
      case TIMESTAMP -> setTimestamp(index, new Timestamp((Long) value));
      case FLOAT -> setFloat(index, (Float) value);
      case DOUBLE -> setDouble(index, (Double) value);
      case BOOL -> setBoolean(index, (Boolean) value);
      case TINYINT -> setByte(index, (Byte) value);
      case SMALLINT -> setShort(index, (Short) value);
      case INT -> setInt(index, (Integer) value);
      case BIGINT -> setLong(index, (Long) value);
      case NCHAR -> setNString(index, (String) value);
      default -> setString(index, (String) value);
    }
  }

  private static int sqlType(DataType type) {
    return switch (type) {
      case TIMESTAMP -> Types.TIMESTAMP;
      case FLOAT -> Types.FLOAT;
      case DOUBLE -> Types.DOUBLE;
      case BOOL -> Types.BOOLEAN;
      case TINYINT -> Types.TINYINT;
      case SMALLINT -> Types.SMALLINT;
      case INT -> Types.INTEGER;
      case BIGINT -> Types.BIGINT;
      case NCHAR -> Types.NCHAR;
      default -> Types.VARCHAR;
    };
  }

  /** Takes the frame instead of sending it, and gives the last one back as sending it would. */
  @Override
  public void writeBlockWithRetrySync(ByteBuf rawBlock) {
    if (frame != null) {
      frame.release();
    }
    frame = rawBlock;
  }
}
