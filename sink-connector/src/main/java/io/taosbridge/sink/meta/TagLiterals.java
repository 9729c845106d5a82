package io.taosbridge.sink.meta;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.geometry.Wkt;
import io.taosbridge.sink.record.BadRecordException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the tags of events as SQL has them. */
final class TagLiterals {

  private static final String HEX_PREFIX = "\\x";

  private final Precision from;
  private final Precision to;

  /**
   * @param from the precision of the events' times
   * @param to the precision of the target
   */
  TagLiterals(Precision from, Precision to) {
    this.from = from;
    this.to = to;
  }

  /** The literals by tag, in the order of the values. */
  Map<String, String> of(List<TagValue> values) {
    Map<String, String> literals = new LinkedHashMap<>();
    values.forEach(value -> literals.put(value.name(), of(value)));
    return literals;
  }

  String of(TagValue value) {
    if (value.text() == null) {
      return "NULL";
    }
    try {
      return switch (value.type().type()) {
        case VARCHAR, NCHAR, JSON -> Sql.literal(value.text());
        case VARBINARY -> "'" + HEX_PREFIX + HexFormat.of().formatHex(bytes(value)) + "'";
        case GEOMETRY -> Sql.literal(Wkt.ofBinary(bytes(value)));
        case TIMESTAMP -> Long.toString(Ranges.convert(Long.parseLong(value.text()), from, to));
        case BOOL -> Boolean.toString(Boolean.parseBoolean(value.text()));
        case FLOAT, DOUBLE -> Double.toString(Double.parseDouble(value.text()));
        default -> new BigInteger(value.text()).toString();
      };
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          "tag " + value.name() + " of the event is no " + value.type() + ": " + value.text(), e);
    }
  }

  /**
   * Whether a tag has this value already.
   *
   * @param present the tag in the target; null for NULL
   */
  boolean isSame(TagValue value, String present) {
    boolean time = value.type().type() == DataType.TIMESTAMP && value.text() != null;
    return Objects.equals(time ? of(value) : value.text(), present);
  }

  private static byte[] bytes(TagValue value) {
    if (!value.text().startsWith(HEX_PREFIX)) {
      throw new IllegalArgumentException("no hexadecimal digits");
    }
    return HexFormat.of().parseHex(value.text().substring(HEX_PREFIX.length()));
  }
}
