package io.taosbridge.embedded.storage;

/** A part of a database with a log of its own. */
public final class Vgroup {

  private final int id;
  private final Log log;

  Vgroup(int id) {
    this(id, 0);
  }

  /**
   * @param begin the first version of its log
   */
  Vgroup(int id, long begin) {
    this.id = id;
    this.log = new Log(begin);
    log.append(new InternalEntry("vgroup created"));
  }

  /** Unique in the server. */
  public int id() {
    return id;
  }

  public Log log() {
    return log;
  }
}
