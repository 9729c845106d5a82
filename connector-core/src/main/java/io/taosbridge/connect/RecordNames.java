package io.taosbridge.connect;

/** The names of a record's headers, and of the one field that no column or tag gave its name. */
public final class RecordNames {

  /** What the names of headers begin with, unless the source is told otherwise. */
  public static final String HEADER_PREFIX = "tdengine.";

  /** Header, text: the database the row is from. */
  public static final String DATABASE_HEADER = "tdengine.database";

  /** Header, text: the supertable the row is from; absent if its table has none. */
  public static final String STABLE_HEADER = "tdengine.stable";

  /** Header, text: the child or normal table the row is from; absent if that is not known. */
  public static final String TABLE_HEADER = "tdengine.table";

  /** Header, 32 bit integer: the vgroup the row is from. */
  public static final String VGROUP_HEADER = "tdengine.vgroup";

  /** Header, 64 bit integer: the log version from which reading on delivers the row again. */
  public static final String OFFSET_HEADER = "tdengine.offset";

  /** Header, text: what the record is, such as {@link #DATA_KIND}. */
  public static final String KIND_HEADER = "tdengine.kind";

  /** A row from the log. */
  public static final String DATA_KIND = "data";

  /** A row that a snapshot found in its table. */
  public static final String SNAPSHOT_KIND = "snapshot";

  /** A change of a schema or of tags, or a delete. */
  public static final String META_KIND = "meta";

  /** A key without a value, since what it stands for was dropped or deleted. */
  public static final String TOMBSTONE_KIND = "tombstone";

  /** Field, text: the child or normal table. */
  public static final String TABLE_FIELD = "tbname";

  private RecordNames() {}
}
