package io.taosbridge.client;

/**
 * A vgroup that a consumer owns, with what is known of its log.
 *
 * @param offset where the consumer stands; <em>not</em> the position once data was delivered
 *     (tmq.md, section 8)
 * @param begin first version still in the log, or -1 if unknown
 * @param end last version plus one, or -1 if unknown
 */
public record VgroupAssignment(int vgroup, long offset, long begin, long end) {

  /** Whether the range of the log is known; when it is not, ask again and assume nothing. */
  public boolean isRangeKnown() {
    return begin >= 0 && end >= 0;
  }
}
