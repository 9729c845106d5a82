package io.taosbridge.sink.record;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What becomes of records that do not fit their table.
 *
 * @param tooLong empty for what follows from whether tables are evolved
 */
public record PolicyOptions(Optional<TooLong> tooLong, UnknownField unknownField) {

  public static final String TOO_LONG = "too.long";
  public static final String UNKNOWN_FIELD = "unknown.field";

  private static final String GROUP = "Errors";

  /** What becomes of text or bytes that are longer than their column. */
  public enum TooLong {
    DLQ,
    FAIL,
    TRUNCATE,
    WIDEN
  }

  /** What becomes of a field for which the table has no column. */
  public enum UnknownField {
    ADD,
    IGNORE,
    DLQ
  }

  static void define(ConfigDef definition) {
    int order = 100; // behind the other options of the group
    definition
        .define(
            TOO_LONG,
            ConfigDef.Type.STRING,
            "",
            ValidString.in("", "dlq", "fail", "truncate", "widen"),
            Importance.MEDIUM,
            "What becomes of text or bytes that are longer than their column or tag. dlq: the"
                + " record is reported as bad. fail: the task fails. truncate: the rest is cut off,"
                + " never inside a character. widen: the column is widened, which needs"
                + " auto.evolve=true. Empty: widen with auto.evolve=true, else dlq.",
            GROUP,
            ++order,
            Width.SHORT,
            "Too long values")
        .define(
            UNKNOWN_FIELD,
            ConfigDef.Type.STRING,
            Choice.symbol(UnknownField.ADD),
            ValidString.in(Choice.symbols(UnknownField.class)),
            Importance.MEDIUM,
            "What becomes of a field for which the supertable has no column or tag. add: it is"
                + " added with auto.evolve=true, and otherwise the task fails with the statement"
                + " that adds it. ignore: the field is left out. dlq: the record is reported as"
                + " bad.",
            GROUP,
            ++order,
            Width.SHORT,
            "Fields without a column");
  }

  static PolicyOptions of(Map<String, Object> values) {
    String tooLong = (String) values.get(TOO_LONG);
    return new PolicyOptions(
        tooLong.isEmpty() ? Optional.empty() : Optional.of(Choice.parse(TooLong.class, tooLong)),
        Choice.parse(UnknownField.class, values.get(UNKNOWN_FIELD)));
  }
}
