package io.taosbridge.embedded.storage;

/** A table of its own. */
public final class NormalTable extends Table {

  private Schema schema;

  NormalTable(String name, Database database, Schema schema) {
    super(name, database, schema);
    this.schema = schema;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  public void schema(Schema changed) {
    schema = changed;
  }
}
