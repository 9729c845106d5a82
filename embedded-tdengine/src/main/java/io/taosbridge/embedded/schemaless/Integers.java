package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;

/** The integer types that are read by way of a floating point number. */
enum Integers {
  TINYINT(DataType.TINYINT, -128, 127, "tiny int out of range[-128,127]"),
  SMALLINT(DataType.SMALLINT, -32768, 32767, "small int our of range[-32768,32767]"),
  INT(
      DataType.INT,
      Integer.MIN_VALUE,
      Integer.MAX_VALUE,
      "int out of range[-2147483648,2147483647]"),
  UTINYINT(DataType.UTINYINT, 0, 255, "unsigned tiny int out of range[0,255]"),
  USMALLINT(DataType.USMALLINT, 0, 65535, "unsigned small int out of rang[0,65535]"),
  UINT(DataType.UINT, 0, 4294967295L, "unsigned int out of range[0,4294967295]");

  private final DataType type;
  private final long least;
  private final long greatest;
  private final String fault;

  /**
   * @param fault as the server words it
   */
  Integers(DataType type, long least, long greatest, String fault) {
    this.type = type;
    this.least = least;
    this.greatest = greatest;
    this.fault = fault;
  }

  static Integers ofType(DataType type) {
    for (Integers each : values()) {
      if (each.type == type) {
        return each;
      }
    }
    throw new IllegalArgumentException("not read this way: " + type);
  }

  boolean fits(double number) {
    return number >= least && number <= greatest;
  }

  /**
   * The number without its fraction.
   *
   * @throws SchemalessException 0x0203 if it is out of range
   */
  Object from(double number, Place place) {
    if (!fits(number)) {
      throw SchemalessError.INVALID_VALUE.at(fault, place);
    }
    return from(number);
  }

  Object from(double number) {
    return switch (this) {
      case TINYINT -> (byte) number;
      case SMALLINT, UTINYINT -> (short) number;
      case INT, USMALLINT -> (int) number;
      case UINT -> (long) number;
    };
  }
}
