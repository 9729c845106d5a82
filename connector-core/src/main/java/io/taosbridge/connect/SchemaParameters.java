package io.taosbridge.connect;

/**
 * The parameters by which a record's schema tells where its rows come from. They travel with the
 * schema through every converter that keeps schemas.
 */
public final class SchemaParameters {

  /** Of a field: its type in TDengine, such as {@code VARCHAR(20)}. */
  public static final String TYPE = "tdengine.type";

  /** Of a field: {@code true} if it is a tag. */
  public static final String TAG = "tdengine.tag";

  /** Of a struct, and of a field that is a TIMESTAMP: {@code ms}, {@code us} or {@code ns}. */
  public static final String PRECISION = "tdengine.precision";

  /** Of a struct: the database of the table. */
  public static final String DATABASE = "tdengine.database";

  /** Of a struct: the supertable; absent if the table has none. */
  public static final String STABLE = "tdengine.stable";

  private SchemaParameters() {}
}
