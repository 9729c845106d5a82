package io.taosbridge.block;

/**
 * The data types of TDengine with their numbers on the wire.
 *
 * <p>{@link #width()} is the size in bytes of one value in a block, or 0 where values have their
 * own length; {@link #lengthPrefix()} is then the size of that length.
 */
public enum DataType {
  NULL(0, "NULL", 1, 0),
  BOOL(1, "BOOL", 1, 0),
  TINYINT(2, "TINYINT", 1, 0),
  SMALLINT(3, "SMALLINT", 2, 0),
  INT(4, "INT", 4, 0),
  BIGINT(5, "BIGINT", 8, 0),
  FLOAT(6, "FLOAT", 4, 0),
  DOUBLE(7, "DOUBLE", 8, 0),
  VARCHAR(8, "VARCHAR", 0, 2),
  TIMESTAMP(9, "TIMESTAMP", 8, 0),
  NCHAR(10, "NCHAR", 0, 2),
  UTINYINT(11, "TINYINT UNSIGNED", 1, 0),
  USMALLINT(12, "SMALLINT UNSIGNED", 2, 0),
  UINT(13, "INT UNSIGNED", 4, 0),
  UBIGINT(14, "BIGINT UNSIGNED", 8, 0),
  JSON(15, "JSON", 0, 2),
  VARBINARY(16, "VARBINARY", 0, 2),
  DECIMAL128(17, "DECIMAL", 16, 0),
  BLOB(18, "BLOB", 0, 4),
  MEDIUMBLOB(19, "MEDIUMBLOB", 0, 4),
  GEOMETRY(20, "GEOMETRY", 0, 2),
  DECIMAL64(21, "DECIMAL", 8, 0);

  private static final DataType[] BY_CODE = new DataType[values().length];

  static {
    for (DataType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String sqlName;
  private final int width;
  private final int lengthPrefix;

  DataType(int code, String sqlName, int width, int lengthPrefix) {
    this.code = code;
    this.sqlName = sqlName;
    this.width = width;
    this.lengthPrefix = lengthPrefix;
  }

  /** The number used on the wire. */
  public int code() {
    return code;
  }

  /** The name that DESCRIBE prints and that SQL takes. */
  public String sqlName() {
    return sqlName;
  }

  /** Bytes of one value, or 0 if each value has its own length. */
  public int width() {
    return width;
  }

  /** Bytes of the length in front of each value, or 0 for types of fixed width. */
  public int lengthPrefix() {
    return lengthPrefix;
  }

  /** Whether each value has its own length. */
  public boolean isVariable() {
    return lengthPrefix != 0;
  }

  public boolean isDecimal() {
    return this == DECIMAL64 || this == DECIMAL128;
  }

  /**
   * @throws IllegalArgumentException if no type has this number
   */
  public static DataType ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("unknown data type code " + code);
    }
    return BY_CODE[code];
  }
}
