package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPackerTest {

  private static final Schema INNER =
      SchemaBuilder.struct().optional().field("pm", Schema.INT32_SCHEMA).build();

  private final SinkRecord record = new SinkRecord("t", 0, null, null, null, null, 0);
  private final RowPacker packer = new RowPacker();

  @BeforeEach
  void begin() {
    packer.begin(2);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private PackedRow packed(Object value) {
    return (PackedRow) packer.pack(value);
  }

  @Test
  void holdsWhatTheMapHolds() {
    // Given
    Map<String, Object> map = new HashMap<>(Map.of("ts", 1L, "ok", true, "note", "é", "pm", 2.5));
    map.put("none", null);

    // When
    PackedRow row = packed(map);

    // Then
    assertThat(row.unpacked()).isEqualTo(map);
    assertThat(row.get("pm")).isEqualTo(2.5);
    assertThat(row.get("none")).isNull();
    assertThat(row.get("other")).isNull();
    assertThat(row.schema()).isNull();
  }

  /** Values of all kinds, in Structs and maps of up to 40 fields, many of them in one chunk. */
  @Test
  void holdsWhateverStructsAndMapsHold() {
    // Given
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<Object> given = new ArrayList<>();
    packer.begin(300);
    for (int shape = 0; shape < 30; shape++) {
      int[] kinds = random.ints(random.nextInt(1, 40), 0, 11).toArray();
      Schema schema = schema(kinds);
      for (int i = 0; i < 10; i++) {
        given.add(random.nextBoolean() ? struct(schema, kinds, random) : map(kinds, random));
      }
    }

    // When
    List<PackedRow> rows = given.stream().map(this::packed).toList();
    Object[] together = given.toArray();
    packer.packAll(together, value -> false);

    // Then
    assertReadsTogether(rows, given, "seed " + seed);
    assertReadsTogether(
        Arrays.stream(together).map(PackedRow.class::cast).toList(), given, "seed " + seed);
    assertThat(Arrays.stream(together).map(PackedRow::unpacked))
        .as("seed %d", seed)
        .isEqualTo(given);
    for (int i = 0; i < given.size(); i++) {
      assertThat(rows.get(i).unpacked()).as("seed %d, value %d", seed, i).isEqualTo(given.get(i));
      assertReads(rows.get(i), given.get(i), "seed " + seed);
    }
  }

  /** The rows of each shape as a block, then all as one. */
  private void assertReadsTogether(List<PackedRow> rows, List<Object> given, String seed) {
    for (int size : new int[] {10, rows.size()}) {
      for (int from = 0; from < rows.size(); from += size) {
        RowBlock block = new RowBlock(size);
        rows.subList(from, from + size).forEach(row -> block.add(record, row));
        FieldValues values = new FieldValues(size);
        new FieldReader.OfMap("f0").readAll(block, values);
        for (int i = 0; i < size; i++) {
          Object value = given.get(from + i);
          Object expected =
              value instanceof Struct struct ? struct.get("f0") : ((Map<?, ?>) value).get("f0");
          assertThat(values.get(i)).as(seed).isEqualTo(expected);
        }
      }
    }
  }

  private void assertReads(PackedRow row, Object value, String seed) {
    FieldValues together = new FieldValues(1);
    if (value instanceof Struct struct) {
      for (Field field : struct.schema().fields()) {
        ValueReader reader = new FieldReader.OfStruct(field);
        reader.read(record, row, together, 0);
        assertThat(reader.read(record, row)).as(seed).isEqualTo(struct.get(field));
        assertThat(together.get(0)).as(seed).isEqualTo(struct.get(field));
      }
      return;
    }
    ((Map<?, ?>) value)
        .forEach(
            (name, one) -> {
              ValueReader reader = new FieldReader.OfMap((String) name);
              reader.read(record, row, together, 0);
              assertThat(reader.read(record, row)).as(seed).isEqualTo(one);
              assertThat(together.get(0)).as(seed).isEqualTo(one);
            });
  }

  private static Schema schema(int[] kinds) {
    SchemaBuilder schema = SchemaBuilder.struct();
    for (int i = 0; i < kinds.length; i++) {
      schema.field("f" + i, schema(kinds[i]));
    }
    return schema.build();
  }

  private static Schema schema(int kind) {
    return switch (kind) {
      case 0 -> Schema.OPTIONAL_BOOLEAN_SCHEMA;
      case 1 -> Schema.OPTIONAL_INT8_SCHEMA;
      case 2 -> Schema.OPTIONAL_INT16_SCHEMA;
      case 3 -> Schema.OPTIONAL_INT32_SCHEMA;
      case 4 -> Schema.OPTIONAL_INT64_SCHEMA;
      case 5 -> Schema.OPTIONAL_FLOAT32_SCHEMA;
      case 6 -> Schema.OPTIONAL_FLOAT64_SCHEMA;
      case 7 -> Timestamp.builder().optional().build();
      case 8 -> Schema.OPTIONAL_BYTES_SCHEMA;
      case 9 -> SchemaBuilder.int64().optional().defaultValue(7L).build();
      default -> Schema.OPTIONAL_STRING_SCHEMA;
    };
  }

  private static Object value(int kind, SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      return null;
    }
    return switch (kind) {
      case 0 -> random.nextBoolean();
      case 1 -> (byte) random.nextInt();
      case 2 -> (short) random.nextInt();
      case 3 -> random.nextInt();
      case 4, 9 -> random.nextLong();
      case 5 -> Float.intBitsToFloat(random.nextInt());
      case 6 -> Double.longBitsToDouble(random.nextLong());
      case 7 -> Timestamp.toLogical(Timestamp.SCHEMA, random.nextLong());
      case 8 -> new byte[] {(byte) random.nextInt()};
      default -> "text " + random.nextInt(3);
    };
  }

  private static Struct struct(Schema schema, int[] kinds, SplittableRandom random) {
    Struct struct = new Struct(schema);
    for (int i = 0; i < kinds.length; i++) {
      struct.put("f" + i, value(kinds[i], random));
    }
    return struct;
  }

  private static Map<String, Object> map(int[] kinds, SplittableRandom random) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < kinds.length; i++) {
      // Any kind may follow any other under one name.
      int kind = random.nextInt(5) == 0 ? random.nextInt(11) : kinds[i];
      map.put("f" + i, value(kind, random));
    }
    map.put("decimal", new BigDecimal("1.50"));
    return map;
  }

  @Test
  void keepsApartWhatWasNotSetAndWhatIsTheDefault() {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("a", SchemaBuilder.int32().optional().defaultValue(5).build())
            .field("b", SchemaBuilder.int32().optional().defaultValue(6).build())
            .build();
    Struct struct = new Struct(schema).put("b", 6);

    // When
    PackedRow row = packed(struct);

    // Then
    assertThat(row.get("a")).isEqualTo(5);
    assertThat(row.unpacked()).isEqualTo(struct);
    assertThat(((Struct) row.unpacked()).getWithoutDefault("a")).isNull();
  }

  @Test
  void holdsAStructThatLacksWhatItsSchemaAsksFor() {
    // Given
    Schema schema = SchemaBuilder.struct().field("pm", Schema.INT32_SCHEMA).build();
    Struct struct = new Struct(schema);

    // When
    PackedRow row = packed(struct);

    // Then
    assertThat(row.get("pm")).isNull();
    assertThat(row.unpacked()).isEqualTo(struct);
  }

  @Test
  void holdsStructsInside() {
    // Given
    Schema schema = SchemaBuilder.struct().field("in", INNER).build();
    Struct struct = new Struct(schema).put("in", new Struct(INNER).put("pm", 5));

    // When
    PackedRow row = packed(struct);

    // Then
    assertThat(row.unpacked()).isEqualTo(struct);
    assertThat(new FieldPath("in.pm").read(row)).isEqualTo(5);
    assertThat(new FieldPath("in.no").read(row)).isNull();
    assertThat(StructLeaves.of(schema, true).get(0).reader().read(record, row)).isEqualTo(5);
  }

  @Test
  void mapsOfOneShapeShareIt() {
    // When
    Object first = packed(ordered("ts", 1, "pm", 2)).identity();
    Object shorter = packed(ordered("ts", 1)).identity();
    Object longer = packed(ordered("ts", 1, "pm", 2, "ok", true)).identity();
    Object others = packed(ordered("ts", 1, "no", 2)).identity();
    Object again = packed(ordered("ts", 3, "pm", "text")).identity();

    // Then
    assertThat(again).isSameAs(first);
    assertThat(List.of(shorter, longer, others)).doesNotContain(first).doesNotHaveDuplicates();
  }

  @Test
  void readersFindTheirValuesInEveryShape() {
    // Given
    ValueReader reader = new FieldReader.OfMap("pm");

    // When
    List<Object> read =
        Arrays.asList(
            reader.read(record, packed(ordered("ts", 1, "pm", 2))),
            reader.read(record, packed(ordered("pm", 3, "ts", 1))),
            reader.read(record, packed(ordered("ts", 1))),
            reader.read(record, packed(ordered("ts", 1, "pm", 4))),
            reader.read(record, ordered("ts", 1, "pm", 5)));

    // Then
    assertThat(read).containsExactly(2, 3, null, 4, 5);
  }

  @Test
  void leavesAloneWhatHasValuesInside() {
    // Given
    packer.pack(ordered("ts", "text", "sensor", 2));
    Map<String, Object> nested = ordered("ts", "other", "sensor", Map.of("pm", 2));
    Map<String, Object> list = ordered("ts", "other", "sensor", List.of(2));
    Map<String, Object> last = ordered("ts", "last", "sensor", 3);

    // When, Then
    assertThat(packer.pack(nested)).isSameAs(nested);
    assertThat(packer.pack(list)).isSameAs(list);
    assertThat(packer.pack("text")).isEqualTo("text");
    assertThat(packed(last).unpacked()).isEqualTo(last);
  }

  @Test
  void keepsMoreTextThanThereIsRoomFor() {
    // Given
    SchemaBuilder schema = SchemaBuilder.struct();
    for (int i = 0; i < 40; i++) {
      schema.field("f" + i, Schema.STRING_SCHEMA);
    }
    Schema texts = schema.build();
    Object[] values = new Object[256];
    for (int row = 0; row < values.length; row++) {
      Struct struct = new Struct(texts);
      for (int i = 0; i < 40; i++) {
        struct.put("f" + i, "检查".repeat(20) + row + "," + i);
      }
      values[row] = struct;
    }
    Object[] given = values.clone();

    // When
    packer.packAll(values, value -> false);

    // Then
    assertThat(Arrays.stream(values).map(PackedRow::unpacked)).containsExactly(given);
  }

  @Test
  void packsAllButWhatIsToBeLeft() {
    // Given
    Struct one = new Struct(SchemaBuilder.struct().field("f", Schema.INT32_SCHEMA).build());
    Struct left = new Struct(SchemaBuilder.struct().name("left").build());
    Struct empty = new Struct(SchemaBuilder.struct().build());
    Object[] values = {one, one, left, null, "text", List.of(one), empty, empty, Map.of(), one};

    // When
    packer.packAll(values, value -> value == left);

    // Then
    assertThat(values).hasSize(10);
    assertThat(values[2]).isSameAs(left);
    assertThat(values[3]).isNull();
    assertThat(values[4]).isEqualTo("text");
    assertThat(values[5]).isEqualTo(List.of(one));
    for (int row : new int[] {0, 1, 6, 7, 8, 9}) {
      assertThat(values[row]).isInstanceOf(PackedRow.class);
    }
    assertThat(PackedRow.unpacked(values[9])).isEqualTo(one);
    assertThat(PackedRow.unpacked(values[7])).isEqualTo(empty);
    assertThat(PackedRow.unpacked(values[8])).isEqualTo(Map.of());
  }

  @Test
  void leavesAloneWhatHasNoNames() {
    // Given
    Map<Object, Object> numbered = new HashMap<>(Map.of(1, "pm"));
    Map<Object, Object> unnamed = new HashMap<>();
    unnamed.put(null, "pm");

    // When, Then
    assertThat(packer.pack(numbered)).isSameAs(numbered);
    assertThat(packer.pack(unnamed)).isSameAs(unnamed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "on", "später", "检查", "👍 fine", "half \ud83d"})
  void keepsTexts(String text) {
    // Given
    Map<String, Object> given =
        ordered("before", "a", "text", text, "64", text.repeat(64), "behind", "z");

    // When
    PackedRow row = packed(given);

    // Then
    assertThat(row.unpacked()).isEqualTo(given);
    assertReads(row, given, text);
  }

  @Test
  void forgetsTheTextsOfAMapThatIsNotPacked() {
    // Given
    PackedRow before = packed(ordered("text", "a", "sensor", "b"));
    packer.pack(ordered("text", "other", "sensor", List.of(2)));

    // When
    PackedRow behind = packed(ordered("text", "c", "sensor", "d"));

    // Then
    assertThat(before.unpacked()).isEqualTo(Map.of("text", "a", "sensor", "b"));
    assertThat(behind.unpacked()).isEqualTo(Map.of("text", "c", "sensor", "d"));
    assertThat(behind.textBytes()).isEqualTo(2);
  }

  @Test
  void isNotChangedWithTheMap() {
    // Given
    Map<String, Object> map = ordered("ts", 1, "pm", 2);
    PackedRow row = packed(map);

    // When
    map.put("pm", 3);

    // Then
    assertThat(row.get("pm")).isEqualTo(2);
  }
}
