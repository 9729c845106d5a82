package io.taosbridge.block;

/** What a block needs of the column that is being built. */
interface BuiltColumn extends ColumnBuilder {

  /** The "bytes" field of the column info (block.md, section 4). */
  int storedBytes();

  /** Bytes of the null bitmap or of the offsets. */
  int prefixLength();

  /** Bytes of the data behind that. */
  int dataLength();

  void writeTo(LittleEndianBuffer block);

  /** Forgets all values, but keeps the memory. */
  void clear();
}
