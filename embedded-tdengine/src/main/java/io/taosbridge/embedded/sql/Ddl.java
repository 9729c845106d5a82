package io.taosbridge.embedded.sql;

import io.taosbridge.block.ColumnType;
import java.util.List;
import java.util.Map;

/** A statement that changes databases, tables or topics. */
public sealed interface Ddl extends Statement {

  /**
   * CREATE DATABASE.
   *
   * @param options values as written, without quotes, by name in lower case
   */
  record CreateDatabase(String name, boolean ifNotExists, Map<String, String> options)
      implements Ddl {}

  /** ALTER DATABASE. */
  record AlterDatabase(String name, Map<String, String> options) implements Ddl {}

  /** DROP DATABASE. */
  record DropDatabase(String name, boolean ifExists) implements Ddl {}

  /** A column or tag. */
  record ColumnSpec(String name, ColumnType type, boolean primaryKey) {}

  /** CREATE STABLE, or CREATE TABLE with TAGS. */
  record CreateSuperTable(
      TableName name,
      boolean ifNotExists,
      List<ColumnSpec> columns,
      List<ColumnSpec> tags,
      Map<String, String> options)
      implements Ddl {}

  /** CREATE TABLE. */
  record CreateNormalTable(
      TableName name, boolean ifNotExists, List<ColumnSpec> columns, Map<String, String> options)
      implements Ddl {}

  /** One child table of a CREATE TABLE; {@code tags} is empty if none are named. */
  record ChildSpec(
      TableName name,
      boolean ifNotExists,
      TableName superTable,
      List<String> tags,
      List<Insert.Value> values,
      Map<String, String> options) {}

  /** CREATE TABLE ... USING, for several tables. */
  record CreateChildTables(String sql, List<ChildSpec> children) implements Ddl {}

  /** A table to drop. */
  record DropSpec(TableName name, boolean ifExists) {}

  /** DROP TABLE. */
  record DropTables(List<DropSpec> tables) implements Ddl {}

  /** DROP STABLE. */
  record DropSuperTable(TableName name, boolean ifExists) implements Ddl {}

  /** ALTER TABLE or ALTER STABLE. */
  record AlterTable(String sql, TableName name, Change change) implements Ddl {}

  /** What ALTER TABLE changes. */
  sealed interface Change {}

  /** ADD COLUMN or ADD TAG. */
  record Add(boolean tag, ColumnSpec column) implements Change {}

  /** DROP COLUMN or DROP TAG. */
  record Drop(boolean tag, String name) implements Change {}

  /** MODIFY COLUMN or MODIFY TAG. */
  record Modify(boolean tag, String name, ColumnType type) implements Change {}

  /** RENAME COLUMN or RENAME TAG. */
  record Rename(boolean tag, String name, String newName) implements Change {}

  /** SET TAG. */
  record SetTags(List<String> names, List<Insert.Value> values) implements Change {}

  /** TTL and COMMENT. */
  record Option(String name, String value) implements Change {}

  /** What a topic's messages are besides data. */
  enum Meta {
    WITHOUT,
    WITH,
    ONLY
  }

  /**
   * CREATE TOPIC.
   *
   * @param sql the whole statement
   */
  record CreateTopic(String sql, String name, boolean ifNotExists, Meta meta, TopicSource source)
      implements Ddl {}

  /** What a topic reads. */
  sealed interface TopicSource {}

  /** AS DATABASE. */
  record OfDatabase(String name) implements TopicSource {}

  /** AS STABLE; {@code where} is null without WHERE. */
  record OfSuperTable(TableName name, Expr where) implements TopicSource {}

  /** AS SELECT. */
  record OfQuery(Select select) implements TopicSource {}

  /** DROP TOPIC. */
  record DropTopic(String name, boolean ifExists, boolean force) implements Ddl {}

  /** DROP CONSUMER GROUP. */
  record DropConsumerGroup(String group, String topic, boolean ifExists, boolean force)
      implements Ddl {}
}
