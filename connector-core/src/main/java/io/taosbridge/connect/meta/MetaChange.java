package io.taosbridge.connect.meta;

/**
 * What an alteration does.
 *
 * @param column the column or tag that is altered; null when tags are set or options change
 * @param newName the name that it gets; null unless it is renamed
 */
public record MetaChange(Action action, MetaColumn column, String newName) {

  /** Kinds of alterations. */
  public enum Action {
    ADD_COLUMN,
    DROP_COLUMN,
    MODIFY_COLUMN,
    RENAME_COLUMN,
    ADD_TAG,
    DROP_TAG,
    MODIFY_TAG,
    RENAME_TAG,
    /** The event's values are those of the table's tags now. */
    SET_TAGS,
    /** Comment, time to live or compression. TDengine does not tell what they are now. */
    OPTIONS
  }
}
