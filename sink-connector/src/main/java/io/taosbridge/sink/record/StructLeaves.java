package io.taosbridge.sink.record;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Finds the values in structs of one schema. */
final class StructLeaves {

  private final boolean flatten;
  private final List<Leaf> leaves = new ArrayList<>();

  private StructLeaves(boolean flatten) {
    this.flatten = flatten;
  }

  /**
   * @param flatten whether to look into structs
   */
  static List<Leaf> of(Schema schema, boolean flatten) {
    StructLeaves found = new StructLeaves(flatten);
    found.add(schema, List.of());
    return found.leaves;
  }

  private void add(Schema schema, List<Field> above) {
    for (Field field : schema.fields()) {
      List<Field> steps = new ArrayList<>(above);
      steps.add(field);
      if (flatten && field.schema().type() == Schema.Type.STRUCT) {
        add(field.schema(), steps);
      } else {
        leaves.add(leaf(steps, field.schema()));
      }
    }
  }

  private static Leaf leaf(List<Field> steps, Schema schema) {
    return new Leaf(
        steps.stream().map(Field::name).toList(),
        schema,
        null,
        !schema.type().isPrimitive(),
        reader(steps));
  }

  private static ValueReader reader(List<Field> steps) {
    Field first = steps.get(0);
    if (steps.size() == 1) {
      return new FieldReader.OfStruct(first);
    }
    Field[] path = steps.toArray(Field[]::new);
    ValueReader outer = new FieldReader.OfStruct(first);
    return (record, value) -> {
      Object inner = outer.read(record, value);
      for (int i = 1; i < path.length && inner != null; i++) {
        inner = ((Struct) inner).get(path[i]);
      }
      return inner;
    };
  }
}
