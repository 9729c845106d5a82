package io.taosbridge.transport;

import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import java.util.HashMap;
import java.util.Map;

/** Where a consumer stands in each vgroup, as far as it knows without asking the server. */
public final class Standing {

  private final Map<TopicVgroup, Long> offsets = new HashMap<>();

  /** The next offset to be read, or {@link TmqData#NO_OFFSET}. */
  public long at(TopicVgroup vgroup) {
    return offsets.getOrDefault(vgroup, TmqData.NO_OFFSET);
  }

  public void moved(TopicVgroup vgroup, long offset) {
    offsets.put(vgroup, offset);
  }

  public void forget() {
    offsets.clear();
  }
}
