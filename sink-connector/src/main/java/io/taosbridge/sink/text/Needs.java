package io.taosbridge.sink.text;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.schemaless.Attribute;
import io.taosbridge.schemaless.ChildTable;
import io.taosbridge.schemaless.Point;
import io.taosbridge.schemaless.Shape;
import io.taosbridge.schemaless.Tag;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The columns and tags that points of one supertable need (schemaless.md, section 7). */
final class Needs {

  /** What a supertable has that was made for points without tags. */
  static final String NO_TAGS = "_tag_null";

  private final Map<String, ColumnInfo> existing;
  private final String unfit; // null if text can be bound
  private final Map<String, Need> columns = new LinkedHashMap<>();
  private final Map<String, Need> tags = new LinkedHashMap<>();
  private final IdentityHashMap<Shape, Lengths> shapes = new IdentityHashMap<>();
  private final IdentityHashMap<ChildTable, Boolean> tables = new IdentityHashMap<>();

  /** The longest value of each field that has values of any length. */
  private static final class Lengths {

    private final int[] fields;
    private final int[] longest;

    Lengths(int[] fields) {
      this.fields = fields;
      longest = new int[fields.length];
    }

    void add(Point point) {
      for (int i = 0; i < fields.length; i++) {
        longest[i] = Math.max(longest[i], point.length(fields[i]));
      }
    }
  }

  /**
   * @param existing columns and tags of the supertable by name; empty if there is none
   */
  Needs(Map<String, ColumnInfo> existing) {
    this.existing = existing;
    unfit =
        existing.values().stream()
            .map(Needs::unfit)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  private static String unfit(ColumnInfo column) {
    if (column.compositeKey()) {
      return "the supertable has a composite key, which text cannot be written to";
    }
    // A server's library ends its process when a BLOB column is not bound.
    return column.type().type() == DataType.BLOB
        ? "the supertable has the BLOB column `"
            + column.name()
            + "`, which text cannot fill, and which must not be left out of a bind"
        : null;
  }

  /**
   * Adds what a point needs, unless it contradicts the supertable or the points before it.
   *
   * @return why the point cannot be written, or null
   */
  String add(Point point) {
    if (unfit != null) {
      return unfit;
    }
    Shape shape = point.shape();
    Lengths lengths = shapes.get(shape);
    if (lengths == null) {
      String fault = faultOf(shape);
      if (fault != null) {
        return fault;
      }
      lengths = new Lengths(shape.variableFields());
      shapes.put(shape, lengths);
    }
    if (!tables.containsKey(point.table())) {
      String fault = faultOf(point.table());
      if (fault != null) {
        return fault;
      }
      tables.put(point.table(), true);
    }
    lengths.add(point);
    return null;
  }

  private String faultOf(Shape shape) {
    for (Attribute field : shape.fields()) {
      String reason = faultOf(field.name(), field.type(), false);
      if (reason != null) {
        return reason;
      }
    }
    for (Attribute field : shape.fields()) {
      columns.putIfAbsent(field.name(), new Need(field.type(), 0));
    }
    return null;
  }

  private String faultOf(ChildTable table) {
    for (Tag tag : table.tags()) {
      String reason = faultOf(tag.name(), tag.type(), true);
      if (reason != null) {
        return reason;
      }
    }
    for (Tag tag : table.tags()) {
      tags.merge(
          tag.name(),
          new Need(tag.type(), tag.length()),
          (known, added) -> known.atLeast(added.length()));
    }
    return null;
  }

  private String faultOf(String name, DataType type, boolean tag) {
    if (name.indexOf('`') >= 0) {
      return "`" + name + "` cannot be the name of a column";
    }
    ColumnInfo column = existing.get(name);
    Need other = (tag ? columns : tags).get(name);
    if ((column != null && column.tag() != tag) || other != null) {
      return String.format("`%s` is the name of a column and of a tag", name);
    }
    Need known = (tag ? tags : columns).get(name);
    DataType expected = known == null ? null : known.type();
    if (column != null) {
      expected = column.type().type();
    }
    return expected == null || expected == type
        ? null
        : String.format(
            "%s `%s` is a %s, but the value is a %s",
            tag ? "tag" : "column", name, expected.sqlName(), type.sqlName());
  }

  /** The statement that makes a supertable for the points. */
  String create(String supertable) {
    complete();
    List<String> declaredColumns = new ArrayList<>();
    declaredColumns.add(Sql.quote(Point.TIME_COLUMN) + " TIMESTAMP");
    columns.forEach((name, need) -> declaredColumns.add(declared(name, need.declared())));
    List<String> declaredTags = new ArrayList<>();
    tags.forEach((name, need) -> declaredTags.add(declared(name, need.declared())));
    if (declaredTags.isEmpty()) {
      declaredTags.add(declared(NO_TAGS, ColumnType.of(DataType.NCHAR, 1)));
    }
    return String.format(
        "CREATE STABLE IF NOT EXISTS %s (%s) TAGS (%s)",
        supertable, String.join(", ", declaredColumns), String.join(", ", declaredTags));
  }

  /** The statements that make the supertable fit for the points: tags first, as the server does. */
  List<String> changes(String supertable) {
    complete();
    List<String> changes = new ArrayList<>();
    addChanges(supertable, "TAG", tags, changes);
    addChanges(supertable, "COLUMN", columns, changes);
    return changes;
  }

  private void addChanges(
      String supertable, String kind, Map<String, Need> needs, List<String> changes) {
    needs.forEach(
        (name, need) -> {
          ColumnInfo column = existing.get(name);
          if (column == null || !need.fits(column.type())) {
            changes.add(
                String.format(
                    "ALTER STABLE %s %s %s %s",
                    supertable,
                    column == null ? "ADD" : "MODIFY",
                    kind,
                    declared(name, need.declared())));
          }
        });
  }

  /** Whether a supertable with these columns and tags takes the points. */
  boolean areMetBy(Map<String, ColumnInfo> actual) {
    complete();
    return areMetBy(actual, columns) && areMetBy(actual, tags);
  }

  private static boolean areMetBy(Map<String, ColumnInfo> actual, Map<String, Need> needs) {
    return needs.entrySet().stream()
        .allMatch(
            each -> {
              ColumnInfo column = actual.get(each.getKey());
              return column != null
                  && column.type().type() == each.getValue().type()
                  && each.getValue().fits(column.type());
            });
  }

  private static String declared(String name, ColumnType type) {
    return Sql.quote(name) + " " + type.toSql();
  }

  /** The lengths are known when all points were seen. */
  private void complete() {
    shapes.forEach(
        (shape, lengths) -> {
          for (int i = 0; i < lengths.fields.length; i++) {
            int length = lengths.longest[i];
            columns.computeIfPresent(
                shape.fields().get(lengths.fields[i]).name(), (name, need) -> need.atLeast(length));
          }
        });
  }
}
