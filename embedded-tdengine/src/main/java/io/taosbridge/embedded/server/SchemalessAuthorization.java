package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The Authorization header of the schemaless routes (rest.md, section 8), which are stricter about
 * schemes and less strict about what is in them than the others: an empty name or password is left
 * for the database to refuse.
 */
final class SchemalessAuthorization {

  private static final String BASIC = "Basic";
  private static final String BEARER = "Bearer ";

  private SchemalessAuthorization() {}

  /**
   * @param header null if there is none
   * @param byCloud whether the request came with {@code ?token=}
   * @throws Refused if there are no usable credentials
   * @throws io.taosbridge.embedded.engine.EngineException 0x0357 for an unknown token
   */
  static Credentials read(String header, Tokens tokens, boolean byCloud) throws Refused {
    if (header == null || header.isEmpty()) {
      throw new Refused(HttpResponseStatus.UNAUTHORIZED, "auth needed");
    }
    String text = header.strip();
    if (text.startsWith(BEARER) && tokens.hasBearers(byCloud)) {
      return tokens.ofBearer(text.substring(BEARER.length()));
    }
    if (!text.startsWith(BASIC) || text.length() <= BASIC.length() + 1) {
      throw new Refused(HttpResponseStatus.BAD_REQUEST, "get auth error");
    }
    return basic(text.substring(BASIC.length() + 1));
  }

  private static Credentials basic(String encoded) throws Refused {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refused(HttpResponseStatus.UNAUTHORIZED, "illegal base64 data at input byte 0");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw new Refused(HttpResponseStatus.UNAUTHORIZED, "wrong basic auth");
    }
    return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
  }

  /** No usable credentials. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient HttpResponseStatus status;

    Refused(HttpResponseStatus status, String message) {
      super(message);
      this.status = status;
    }

    HttpResponseStatus status() {
      return status;
    }
  }
}
