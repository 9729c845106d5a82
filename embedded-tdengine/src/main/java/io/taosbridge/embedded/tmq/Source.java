package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.Topic;
import io.taosbridge.embedded.storage.InternalEntry;
import io.taosbridge.embedded.storage.Vgroup;

/** One vgroup of one topic. */
record Source(Topic topic, Vgroup vgroup) {

  long begin() {
    return vgroup.log().begin();
  }

  long end() {
    return vgroup.log().end();
  }

  /** What consumers do leaves entries that no consumer sees (tmq.md, section 6). */
  void note(String reason) {
    vgroup.log().append(new InternalEntry(reason));
  }
}
