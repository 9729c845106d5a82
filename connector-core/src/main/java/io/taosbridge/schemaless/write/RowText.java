package io.taosbridge.schemaless.write;

import io.taosbridge.block.Block;
import java.util.List;

/**
 * Writes the rows of like tables as text. Whoever reads the text as TDengine does has the same
 * values again, or there is no text. NULLs are not written. Not to be used by two threads at once.
 */
public interface RowText {

  /**
   * The tags as {@link #write} wants them, which is worked out once for a table.
   *
   * @throws UnwritableException naming the tag that cannot be written
   */
  String tags(List<TextTag> tags);

  /**
   * The text of a row; null if it is left out, see {@link Misfit#OMIT}.
   *
   * @throws UnwritableException naming the field that cannot be written
   */
  String write(Block block, int row, String tags);
}
