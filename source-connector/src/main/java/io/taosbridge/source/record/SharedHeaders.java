package io.taosbridge.source.record;

import java.math.BigDecimal;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * The headers of one record, which are those of all rows of its table in a message until somebody
 * changes them: a copy for each record would take as much memory as its values.
 */
final class SharedHeaders implements Headers {

  private Headers headers;
  private boolean own;

  /**
   * @param shared is never changed
   */
  SharedHeaders(ConnectHeaders shared) {
    this.headers = shared;
  }

  private Headers own() {
    if (!own) {
      headers = headers.duplicate();
      own = true;
    }
    return headers;
  }

  @Override
  public int size() {
    return headers.size();
  }

  @Override
  public boolean isEmpty() {
    return headers.isEmpty();
  }

  @Override
  public Iterator<Header> iterator() {
    return own ? headers.iterator() : readOnly(headers.iterator());
  }

  @Override
  public Iterator<Header> allWithName(String key) {
    return headers.allWithName(key);
  }

  private static Iterator<Header> readOnly(Iterator<Header> all) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Header next() {
        return all.next();
      }
    };
  }

  @Override
  public Header lastWithName(String key) {
    return headers.lastWithName(key);
  }

  @Override
  public Headers duplicate() {
    return headers.duplicate();
  }

  @Override
  public Headers add(Header header) {
    own().add(header);
    return this;
  }

  @Override
  public Headers add(String key, SchemaAndValue value) {
    own().add(key, value);
    return this;
  }

  @Override
  public Headers add(String key, Object value, Schema schema) {
    own().add(key, value, schema);
    return this;
  }

  @Override
  public Headers addString(String key, String value) {
    own().addString(key, value);
    return this;
  }

  @Override
  public Headers addBoolean(String key, boolean value) {
    own().addBoolean(key, value);
    return this;
  }

  @Override
  public Headers addByte(String key, byte value) {
    own().addByte(key, value);
    return this;
  }

  @Override
  public Headers addShort(String key, short value) {
    own().addShort(key, value);
    return this;
  }

  @Override
  public Headers addInt(String key, int value) {
    own().addInt(key, value);
    return this;
  }

  @Override
  public Headers addLong(String key, long value) {
    own().addLong(key, value);
    return this;
  }

  @Override
  public Headers addFloat(String key, float value) {
    own().addFloat(key, value);
    return this;
  }

  @Override
  public Headers addDouble(String key, double value) {
    own().addDouble(key, value);
    return this;
  }

  @Override
  public Headers addBytes(String key, byte[] value) {
    own().addBytes(key, value);
    return this;
  }

  @Override
  public Headers addList(String key, List<?> value, Schema schema) {
    own().addList(key, value, schema);
    return this;
  }

  @Override
  public Headers addMap(String key, Map<?, ?> value, Schema schema) {
    own().addMap(key, value, schema);
    return this;
  }

  @Override
  public Headers addStruct(String key, Struct value) {
    own().addStruct(key, value);
    return this;
  }

  @Override
  public Headers addDecimal(String key, BigDecimal value) {
    own().addDecimal(key, value);
    return this;
  }

  @Override
  public Headers addDate(String key, Date value) {
    own().addDate(key, value);
    return this;
  }

  @Override
  public Headers addTime(String key, Date value) {
    own().addTime(key, value);
    return this;
  }

  @Override
  public Headers addTimestamp(String key, Date value) {
    own().addTimestamp(key, value);
    return this;
  }

  @Override
  public Headers remove(String key) {
    own().remove(key);
    return this;
  }

  @Override
  public Headers retainLatest(String key) {
    own().retainLatest(key);
    return this;
  }

  @Override
  public Headers retainLatest() {
    own().retainLatest();
    return this;
  }

  @Override
  public Headers clear() {
    own().clear();
    return this;
  }

  @Override
  public Headers apply(HeaderTransform transform) {
    own().apply(transform);
    return this;
  }

  @Override
  public Headers apply(String key, HeaderTransform transform) {
    own().apply(key, transform);
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return headers.equals(other);
  }

  @Override
  public int hashCode() {
    return headers.hashCode();
  }

  @Override
  public String toString() {
    return headers.toString();
  }
}
