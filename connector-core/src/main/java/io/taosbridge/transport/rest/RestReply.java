package io.taosbridge.transport.rest;

import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A reply whose body may still be on its way.
 *
 * @param endpoint that answered
 * @param requestId of the request that is answered
 * @param packed whether the body is gzip
 */
record RestReply(Endpoint endpoint, long requestId, int status, boolean packed, BodyStream stream)
    implements AutoCloseable {

  /** The body in plain. */
  InputStream body() {
    try {
      return packed ? new GZIPInputStream(stream) : stream;
    } catch (IOException e) {
      close();
      throw Errors.unreadable("the reply of " + endpoint + " is not gzip, as it says it were", e);
    }
  }

  /** Makes a read that waits in another thread end with this exception. */
  void abort(TDengineException reason) {
    stream.abort(reason);
  }

  /** Reads to the end, which frees the socket for the next request. */
  void skip() {
    while (stream.read() >= 0) {
      // nothing in it counts
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
