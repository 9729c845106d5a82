package io.taosbridge.embedded.storage;

/** A part of a database with a log of its own. */
public final class Vgroup {

  private final int id;
  private final Log log = new Log();

  Vgroup(int id) {
    this.id = id;
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
