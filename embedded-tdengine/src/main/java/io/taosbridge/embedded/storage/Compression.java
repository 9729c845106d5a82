package io.taosbridge.embedded.storage;

import io.taosbridge.block.DataType;

/** How a real server would compress a column by default, as DESCRIBE and metadata tell it. */
public record Compression(String encode, String compress, String level) {

  /** That of every tag. */
  public static final Compression NONE = new Compression("disabled", "disabled", "disabled");

  public static Compression of(DataType type) {
    return switch (type) {
      case TIMESTAMP -> medium("delta-i", "lz4");
      case BOOL -> medium("bit-packing", "zstd");
      case TINYINT, SMALLINT, UTINYINT, USMALLINT -> medium("simple8b", "zlib");
      case INT, BIGINT, UINT, UBIGINT -> medium("simple8b", "lz4");
      case FLOAT, DOUBLE -> medium("delta-d", "lz4");
      case GEOMETRY, BLOB, MEDIUMBLOB -> medium("disabled", "lz4");
      default -> medium("disabled", "zstd");
    };
  }

  private static Compression medium(String encode, String compress) {
    return new Compression(encode, compress, "medium");
  }
}
