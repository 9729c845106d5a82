package io.taosbridge.sinkmatrix;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.contract.Sample;
import io.taosbridge.sinkmatrix.Format.Fate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a point is written in each of the schemaless protocols: one value, one tag. */
enum TextProtocol {
  /** {@code measurement,tag=value field=value time}, in the database's precision. */
  LINE {
    @Override
    Fate fate(TypeCase type, Way way) {
      return literalFate(type);
    }

    @Override
    boolean has(Sample sample, Way way) {
      return !(sample.value() instanceof String text) || text.indexOf('\n') < 0;
    }

    @Override
    String point(Table table, int row, long time) {
      Object value = table.type().samples().get(row).value();
      String field =
          value == null
              ? ""
              : "v=" + literal(table.type().samples().get(row), TextProtocol::escaped) + ",";
      return String.format("%s,g=%s %sk=t %d", table.name(), tag(table, row), field, time);
    }

    @Override
    List<String> columns() {
      return List.of("_ts", "v", "g");
    }

    @Override
    long time(Precision precision, int row) {
      return SECONDS * precision.unitsPerSecond()
          + 123_456_789L / (1_000_000_000L / precision.unitsPerSecond())
          + row;
    }
  },

  /** {@code metric time value tag=value}, in milliseconds and without any escape. */
  TELNET {
    @Override
    Fate fate(TypeCase type, Way way) {
      // Its blank would end the value.
      return type.typeName().equals("geometry") ? Fate.REFUSED : literalFate(type);
    }

    @Override
    String point(Table table, int row, long time) {
      Sample sample = table.type().samples().get(row);
      String value = sample.type().startsWith("geometry") ? "\"x\"" : literal(sample, text -> text);
      return String.format(
          "%s %d %s g=%s", table.name(), SECONDS * 1000 + row, value, tag(table, row));
    }

    @Override
    boolean has(Sample sample, Way way) {
      return sample.value() != null
          && !(sample.value() instanceof String text
              && text.chars().anyMatch(c -> c == ' ' || c == '\n'));
    }

    @Override
    long time(Precision precision, int row) {
      return (SECONDS * 1000 + row) * (precision.unitsPerSecond() / 1000);
    }
  },

  /** {@code {"metric", "timestamp", "value", "tags"}}, each value with its type. */
  JSON {
    @Override
    Fate fate(TypeCase type, Way way) {
      return switch (type.type().type()) {
        case BOOL, TINYINT, SMALLINT, INT, BIGINT, VARCHAR, NCHAR -> Fate.WRITTEN;
        case FLOAT, DOUBLE -> type.isFinite() ? Fate.WRITTEN : Fate.NO_FORM;
        // It would end the process of taosAdapter.
        case VARBINARY -> way.method() == Way.Method.SCHEMALESS ? Fate.REFUSED : Fate.WRITTEN;
        case JSON -> Fate.NO_FORM;
        default -> Fate.REFUSED;
      };
    }

    @Override
    boolean has(Sample sample, Way way) {
      Object value = sample.value();
      // The server reads all numbers by way of a double.
      boolean rounded =
          way.method() == Way.Method.SCHEMALESS
              && value instanceof Long number
              && Math.abs(number) > 1L << 53;
      return value != null && !rounded && !isUnwritable(sample);
    }

    @Override
    String refusal(TypeCase type, Way way) {
      // The sink itself does not let it through.
      return type.typeName().equals("varbinary") ? "varbinary" : super.refusal(type, way);
    }

    @Override
    String point(Table table, int row, long time) {
      Object value = table.type().samples().get(row).value();
      return String.format(
          "{\"metric\":\"%s\",\"timestamp\":{\"value\":%d,\"type\":\"%s\"},\"value\":%s,"
              + "\"tags\":{\"g\":%s}}",
          table.name(),
          time,
          table.precision().symbol(),
          typed(table.type().type().type(), value),
          quoted(tag(table, row)));
    }

    /** Only bytes that are a text can be written; hex stays what it is. */
    private static boolean isUnwritable(Sample sample) {
      return sample.type().startsWith("varbinary")
          && sample.value() instanceof byte[] bytes
          && new String(bytes, UTF_8).chars().anyMatch(c -> c < ' ' || c >= 127);
    }

    private static String typed(DataType type, Object value) {
      String text =
          switch (type) {
            case VARCHAR, NCHAR -> quoted((String) value);
            case VARBINARY -> quoted(new String((byte[]) value, UTF_8));
            case BOOL, TINYINT, SMALLINT, INT, BIGINT, DOUBLE -> value.toString();
            case FLOAT -> number((Float) value);
            case GEOMETRY -> quoted("POINT(1 2)");
            default -> "1";
          };
      String name =
          switch (type) {
            case BOOL, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, NCHAR, VARBINARY ->
                type.sqlName().toLowerCase(Locale.ROOT);
            case VARCHAR, GEOMETRY -> "binary";
            default -> "int";
          };
      return String.format("{\"value\":%s,\"type\":\"%s\"}", text, name);
    }
  };

  private static final long SECONDS = 1_767_225_600L;

  /** As {@code input.format} has it. */
  String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract Fate fate(TypeCase type, Way way);

  abstract boolean has(Sample sample, Way way);

  /** What the reason for which a type is refused tells. */
  String refusal(TypeCase type, Way way) {
    if (way.method() != Way.Method.STMT2) {
      return "[0x"; // the server's code
    }
    String name = type.typeName().toUpperCase(Locale.ROOT);
    return name.equals("BLOB") ? "BLOB column" : "is a " + name;
  }

  /** The text of a row, or of something like it if the type is refused. */
  abstract String point(Table table, int row, long time);

  List<String> columns() {
    return List.of("_ts", "_value", "g");
  }

  /** Whole seconds, which a double holds in every precision. */
  long time(Precision precision, int row) {
    return (SECONDS + row) * precision.unitsPerSecond();
  }

  /** The only tag of a row. */
  String tag(Table table, int row) {
    return "tag-" + row;
  }

  private static Fate literalFate(TypeCase type) {
    return switch (type.type().type()) {
      case DECIMAL64, DECIMAL128, TIMESTAMP, BLOB, MEDIUMBLOB -> Fate.REFUSED;
      case FLOAT -> type.isFinite() ? Fate.WRITTEN : Fate.NO_FORM;
      case JSON -> Fate.NO_FORM;
      default -> Fate.WRITTEN;
    };
  }

  private static String literal(Sample sample, UnaryOperator<String> escape) {
    Object value = sample.value();
    return switch (ColumnType.parse(sample.type()).type()) {
      case BOOL -> value.toString();
      case TINYINT -> value + "i8";
      case SMALLINT -> value + "i16";
      case INT -> value + "i32";
      case BIGINT -> value + "i64";
      case UTINYINT -> value + "u8";
      case USMALLINT -> value + "u16";
      case UINT -> value + "u32";
      case UBIGINT -> value + "u64";
      case FLOAT -> number((Float) value) + "f32";
      case DOUBLE -> value.toString().replace("NaN", "nan").replace("Infinity", "inf");
      case VARCHAR -> "\"" + escape.apply((String) value) + "\"";
      case NCHAR -> "L\"" + escape.apply((String) value) + "\"";
      case VARBINARY -> "B\"" + hex((byte[]) value) + "\"";
      case GEOMETRY -> "G\"" + sample.literal().replace("'", "") + "\"";
      default -> "1";
    };
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Rounded up, as its shortest form is, the largest one is out of range for the server. */
  private static String number(float value) {
    return Math.abs(value) == Float.MAX_VALUE ? Double.toString(value) : Float.toString(value);
  }

  private static String hex(byte[] value) {
    return value.length == 0 ? "" : "\\x" + HexFormat.of().formatHex(value);
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
