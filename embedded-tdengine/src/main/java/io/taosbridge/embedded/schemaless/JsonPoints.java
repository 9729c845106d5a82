package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.embedded.schemaless.JsonText.Member;
import io.taosbridge.embedded.schemaless.JsonText.Members;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the points of OpenTSDB's JSON protocol (schemaless.md, section 5). */
final class JsonPoints {

  private static final int MEMBERS_OF_POINT = 4;
  private static final int MEMBERS_OF_VALUE = 2;

  private final TimeStamps times;
  private final Names names;

  JsonPoints(TimeStamps times, Names names) {
    this.times = times;
    this.names = names;
  }

  List<Point> parse(byte[] text) {
    Object root = JsonText.read(text);
    List<?> all = root instanceof List<?> list ? list : List.of(root);
    List<Point> points = new ArrayList<>(all.size());
    for (Object each : all) {
      if (!(each instanceof Members members) || members.all().size() != MEMBERS_OF_POINT) {
        throw SchemalessError.INVALID_JSON.exception();
      }
      points.add(point(members));
    }
    if (points.isEmpty()) {
      throw SchemalessError.NO_POINTS.exception();
    }
    return points;
  }

  private Point point(Members point) {
    Object time = member(point, "timestamp");
    Object value = member(point, "value");
    Object tags = member(point, "tags");
    if (!(member(point, "metric") instanceof String metric)) {
      throw SchemalessError.INVALID_JSON.exception();
    }
    byte[] name = metric.getBytes(StandardCharsets.UTF_8);
    if (!Names.isTableLength(name.length)) {
      throw SchemalessError.TABLE_NAME_LENGTH.exception();
    }
    Place place = Place.of(TelnetParser.VALUE);
    Attribute field = Attribute.of(TelnetParser.VALUE, literal(value), place);
    List<Attribute> attributes = tags(tags);
    return names.point(name, name, attributes, List.of(field), nanos(time));
  }

  private static Object member(Members point, String name) {
    Object value = point.find(name);
    if (value == null) {
      throw SchemalessError.INVALID_JSON.exception();
    }
    return value;
  }

  private List<Attribute> tags(Object value) {
    if (!(value instanceof Members members) || members.all().isEmpty()) {
      throw SchemalessError.INVALID_JSON.exception();
    }
    List<Attribute> tags = new ArrayList<>();
    for (Member member : members.all()) {
      if (!Names.isColumnLength(member.name().getBytes(StandardCharsets.UTF_8).length)) {
        throw SchemalessError.COLUMN_NAME_LENGTH.exception();
      }
      tags.add(Attribute.of(member.name(), literal(member.value()), Place.of(member.name())));
    }
    return tags;
  }

  private long nanos(Object value) {
    if (value instanceof Double number) {
      return times.ofJson(number);
    }
    if (value instanceof Members members
        && members.all().size() == MEMBERS_OF_VALUE
        && members.find("value") instanceof Double number
        && members.find("type") instanceof String unit) {
      return times.ofJson(number, unit);
    }
    throw SchemalessError.INVALID_TIMESTAMP.saying("invalidate json");
  }

  private static Literal literal(Object value) {
    if (value instanceof Boolean) {
      return new Literal(DataType.BOOL, value);
    }
    if (value instanceof Double) {
      return new Literal(DataType.DOUBLE, value);
    }
    if (value instanceof String text) {
      return text(text, DataType.VARCHAR);
    }
    if (value instanceof Members members) {
      return typed(members);
    }
    throw SchemalessError.INVALID_JSON.exception();
  }

  private static Literal typed(Members members) {
    Object value = members.find("value");
    if (members.all().size() != MEMBERS_OF_VALUE
        || value == null
        || !(members.find("type") instanceof String written)) {
      throw SchemalessError.INVALID_JSON.exception();
    }
    String type = written.toLowerCase(Locale.ROOT);
    if (value instanceof Boolean && type.equals("bool")) {
      return new Literal(DataType.BOOL, value);
    }
    if (value instanceof Double number) {
      return number(number, type);
    }
    if (value instanceof String text) {
      return switch (type) {
        case "binary" -> text(text, DataType.VARCHAR);
        case "varbinary" -> text(text, DataType.VARBINARY);
        case "nchar" -> text(text, DataType.NCHAR);
        default -> throw SchemalessError.INVALID_JSON_TYPE.exception();
      };
    }
    throw SchemalessError.INVALID_JSON_TYPE.exception();
  }

  private static Literal number(double number, String type) {
    return switch (type) {
      case "i8", "tinyint" -> integer(number, DataType.TINYINT);
      case "i16", "smallint" -> integer(number, DataType.SMALLINT);
      case "i32", "int" -> integer(number, DataType.INT);
      // Saturates, as Java's own conversion does.
      case "i64", "bigint" -> new Literal(DataType.BIGINT, (long) number);
      case "f32", "float" -> {
        if (!(Math.abs(number) <= Float.MAX_VALUE)) {
          throw SchemalessError.OUT_OF_RANGE.exception();
        }
        yield new Literal(DataType.FLOAT, (float) number);
      }
      case "f64", "double" -> new Literal(DataType.DOUBLE, number);
      default -> throw SchemalessError.INVALID_JSON_TYPE.exception();
    };
  }

  private static Literal integer(double number, DataType type) {
    Integers integers = Integers.ofType(type);
    if (!integers.fits(number)) {
      throw SchemalessError.OUT_OF_RANGE.exception();
    }
    return new Literal(type, integers.from(number));
  }

  private static Literal text(String text, DataType type) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int most = type == DataType.NCHAR ? Values.MAX_NCHAR_BYTES : Values.MAX_BYTES;
    if (bytes.length > most) {
      throw SchemalessError.VALUE_LENGTH.exception();
    }
    return new Literal(type, bytes);
  }
}
