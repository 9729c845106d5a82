package io.taosbridge.embedded.engine;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Schema;
import java.util.ArrayList;
import java.util.List;

/** Makes tags of bound values, and of literals that stand among the parameters. */
final class TagBinder {

  /** Where no tags are bound. */
  static final TagBinder NONE =
      new TagBinder(new Schema(1, 0, List.of()), List.of(), List.of(), null);

  private final List<ColumnDef> parameters = new ArrayList<>();
  private final Object[] literals;

  /**
   * @param tags the tags that the statement names
   * @param values one for each of them
   */
  TagBinder(Schema schema, List<ColumnDef> tags, List<Insert.Value> values, SqlValues reader) {
    this.literals = new Object[schema.lastId()];
    for (int i = 0; i < tags.size(); i++) {
      ColumnDef tag = tags.get(i);
      if (InsertTemplate.isParameter(values.get(i))) {
        parameters.add(tag);
      } else {
        literals[tag.id() - 1] = reader.read(values.get(i), tag.type(), tag.name());
      }
    }
  }

  /**
   * @param names empty for all tags
   * @throws EngineException 0x260D if there are more or fewer values than tags
   */
  static TagBinder of(
      Schema schema, List<String> names, List<Insert.Value> values, SqlValues reader) {
    List<ColumnDef> named = TagValues.named(schema, names);
    if (named.size() != values.size()) {
      throw EngineError.TAGS_NOT_MATCHED.exception();
    }
    return new TagBinder(schema, named, values, reader);
  }

  static BindField field(ColumnDef tag, Precision precision) {
    Precision unit = tag.type().type() == DataType.TIMESTAMP ? precision : null;
    return new BindField(tag.name(), tag.type(), unit, BindField.Kind.TAG);
  }

  /** One for each parameter. */
  List<BindField> fields(Precision precision) {
    return parameters.stream().map(tag -> field(tag, precision)).toList();
  }

  /**
   * Values by the tags' numbers.
   *
   * @param bound one for each parameter; null for no tags at all, which are then NULL
   * @throws EngineException 0x0200 if one is missing or of a wrong type, 0x2653 if one is too long
   */
  Object[] bind(List<BoundColumn> bound) {
    Object[] values = literals.clone();
    if (bound == null) {
      return values;
    }
    if (bound.size() < parameters.size()) {
      throw EngineError.INVALID_OPERATION.saying("var tag length is null");
    }
    for (int i = 0; i < parameters.size(); i++) {
      ColumnDef tag = parameters.get(i);
      BoundColumn column = bound.get(i);
      if (column.rows() != 1) {
        throw EngineError.BIND_NUMBER.exception();
      }
      Object value = column.value(0);
      if (value != null && !fits(column.type(), tag.type().type())) {
        throw EngineError.INVALID_OPERATION.saying("column type mis-match with buffer type");
      }
      values[tag.id() - 1] = BoundValues.tag(value, tag.type());
    }
    return values;
  }

  /** Texts are taken for each other. */
  private static boolean fits(DataType bound, DataType declared) {
    return bound == declared || (BoundValues.isText(bound) && BoundValues.isText(declared));
  }
}
