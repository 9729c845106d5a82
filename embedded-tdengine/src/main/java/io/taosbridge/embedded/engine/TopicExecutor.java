package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.sql.Select;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.List;
import java.util.Optional;

/** Executes CREATE TOPIC, DROP TOPIC and DROP CONSUMER GROUP. */
final class TopicExecutor {

  private final State state;
  private final Session session;
  private final TableResolver tables;

  TopicExecutor(State state, Session session, TableResolver tables) {
    this.state = state;
    this.session = session;
    this.tables = tables;
  }

  void create(Ddl.CreateTopic create) {
    if (state.topics().containsKey(create.name())) {
      if (!create.ifNotExists()) {
        throw EngineError.TOPIC_EXISTS.exception();
      }
      return;
    }
    Topic topic = topic(create);
    if (topic.database().options().walRetentionSeconds() == 0) {
      throw EngineError.RETENTION_ZERO.exception();
    }
    state.topics().put(topic.name(), topic);
  }

  private Topic topic(Ddl.CreateTopic create) {
    if (create.source() instanceof Ddl.OfDatabase source) {
      return new DatabaseTopic(definition(create, tables.database(source.name())));
    }
    if (create.source() instanceof Ddl.OfSuperTable source) {
      return ofSuperTable(create, source);
    }
    return ofQuery(create, ((Ddl.OfQuery) create.source()).select());
  }

  private static TopicDefinition definition(Ddl.CreateTopic create, Database database) {
    Topic.Meta meta =
        switch (create.meta()) {
          case WITHOUT -> Topic.Meta.WITHOUT;
          case WITH -> Topic.Meta.WITH;
          case ONLY -> Topic.Meta.ONLY;
        };
    return new TopicDefinition(
        create.name(), database, create.sql(), System.currentTimeMillis(), meta);
  }

  private Topic ofSuperTable(Ddl.CreateTopic create, Ddl.OfSuperTable source) {
    SuperTable superTable = tables.superTable(source.name());
    TopicDefinition definition = definition(create, superTable.database());
    if (source.where() == null) {
      return new StableTopic(definition, superTable, null, null);
    }
    TableRelation relation = TableRelation.of(superTable, null);
    Compiled condition =
        new ExpressionCompiler(session.fork(), relation.scope(), List.of()).compile(source.where());
    if (condition.reach().compareTo(Reach.TABLE) > 0) {
      throw EngineError.INVALID_TOPIC_QUERY.exception();
    }
    return new StableTopic(definition, superTable, relation.layout(), condition);
  }

  private Topic ofQuery(Ddl.CreateTopic create, Select select) {
    if (!(select.from() instanceof Select.TableSource source)
        || create.meta() != Ddl.Meta.WITHOUT
        || SystemTables.isSystemDatabase(source.name().database())) {
      throw EngineError.INVALID_TOPIC_QUERY.exception();
    }
    Optional<Table> table = tables.findTable(source.name());
    SuperTable superTable = table.isPresent() ? null : tables.superTable(source.name());
    TableRelation relation =
        table.isPresent()
            ? TableRelation.of(table.get(), source.alias())
            : TableRelation.of(superTable, source.alias());
    SelectPlan plan = new SelectPlan(session.fork(), select, relation, List.of());
    if (!plan.isRowByRow()) {
      throw EngineError.INVALID_TOPIC_QUERY.exception();
    }
    Database database = tables.databaseOf(source.name());
    return new QueryTopic(
        definition(create, database), table.orElse(null), superTable, relation.layout(), plan);
  }

  void drop(Ddl.DropTopic drop) {
    if (!state.topics().containsKey(drop.name())) {
      if (!drop.ifExists()) {
        throw EngineError.TOPIC_NOT_EXIST.exception();
      }
      return;
    }
    if (!drop.force() && state.subscriptions().isInUse(drop.name())) {
      throw EngineError.TOPIC_SUBSCRIBED.exception();
    }
    state.topics().remove(drop.name());
    state.subscriptions().topicDropped(drop.name());
  }

  void drop(Ddl.DropConsumerGroup drop) {
    if (!state.topics().containsKey(drop.topic())) {
      if (!drop.ifExists()) {
        throw EngineError.TOPIC_NOT_EXIST.exception();
      }
      return;
    }
    try {
      state.subscriptions().dropGroup(drop.topic(), drop.group(), drop.force());
    } catch (EngineException e) {
      if (!drop.ifExists() || e.code() != Subscriptions.NO_SUCH_GROUP) {
        throw e;
      }
    }
  }
}
