package io.taosbridge.embedded.schemaless;

import java.nio.charset.StandardCharsets;

/** What can be wrong with schemaless text, with the server's numbers and texts. */
public enum SchemalessError {
  TOO_MANY_IN_ALL(0x0115, "Invalid message"),
  INVALID_TIMESTAMP(0x0127, "Invalid timestamp format"),
  INVALID_VALUE(0x0203, "Invalid value in client"),
  TAG_MISFIT(0x0200, "Invalid data format"),
  TABLE_NAME_LENGTH(0x020A, "Table name too long"),
  COLUMN_NAME_LENGTH(0x021F, "Invalid column length"),
  INVALID_JSON(0x0221, "Invalid JSON format"),
  INVALID_JSON_TYPE(0x0222, "Invalid JSON data type"),
  OUT_OF_RANGE(0x0224, "Value out of range"),
  NO_POINTS(0x070F, "invalid input"),
  TABLE_EXISTS(0x0603, "Table already exists"),
  TABLE_IN_OTHER_STABLE(0x061D, "Table already exists in other stables"),
  DUPLICATED_COLUMN(0x263C, "Duplicated column names"),
  TAGS_LENGTH(0x263D, "Tags length exceeds max length"),
  ROW_LENGTH(0x263E, "Row length exceeds max length"),
  TOO_MANY_COLUMNS(0x2640, "too many columns than 4096"),
  VALUE_LENGTH(0x2642, "Invalid varbinary/binary/nchar column/tag length"),
  TOO_MANY_TAGS(0x2643, "too many tags than 128"),
  INVALID_GEOMETRY(0x2803, "Invalid function para value"),
  INVALID_VARBINARY(0x266A, "Invalid varbinary value"),
  INVALID_PROTOCOL(0x3000, "protocol invalidate"),
  INVALID_DATA(0x3002, "Invalid data format"),
  NOT_SAME_TYPE(0x3004, "Not the same type like before"),
  COMPOSITE_KEY(0x3006, "Can not insert data into table with primary key");

  private static final int MAX_MESSAGE_BYTES = 511;

  private final int code;
  private final String text;

  SchemalessError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  int code() {
    return code;
  }

  public SchemalessException exception() {
    return new SchemalessException(code, text);
  }

  /** With another text than usual, of which the server has room for a part. */
  public SchemalessException saying(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, MAX_MESSAGE_BYTES);
    while (length < bytes.length && (bytes[length] & 0xc0) == 0x80) {
      length--;
    }
    return new SchemalessException(code, new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** With a text that shows where: the server prints what follows, to the end of the text. */
  public SchemalessException at(String message, Place place) {
    return saying(message + ":" + place.rest());
  }
}
