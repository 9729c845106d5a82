package io.taosbridge.sink.text;

import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;

/** The way to the server. */
public interface Link {

  /** The open connection. */
  Connection connection();

  /** The prepared insert of an SQL text, for child tables of one supertable. */
  Statement insert(String sql);

  /** Prepares inserts anew from now on, since tables were changed. */
  void forgetInserts();
}
