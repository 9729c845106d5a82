package io.taosbridge.embedded.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The Authorization header (rest.md, section 2). */
final class HttpAuthorization {

  private static final int MISSING = 0x1105;
  private static final int UNKNOWN_SCHEME = 0x1122;
  private static final int BAD_BASIC = 0x1124;
  private static final int BAD_TAOSD = 0x1125;

  private HttpAuthorization() {}

  /**
   * @param byCloud whether the request came with {@code ?token=}
   * @throws Refused if the header is missing or unusable
   */
  static Credentials read(String header, Tokens tokens, boolean byCloud) throws Refused {
    if (header == null || header.isEmpty()) {
      throw new Refused(MISSING, "no auth info input");
    }
    if (header.startsWith("Basic ")) {
      return basic(header.substring("Basic ".length()));
    }
    if (header.startsWith("Taosd ")) {
      return taosd(header.substring("Taosd ".length()));
    }
    if (header.startsWith("Bearer ") && tokens.hasBearers(byCloud)) {
      return tokens.ofBearer(header.substring("Bearer ".length()));
    }
    throw new Refused(UNKNOWN_SCHEME, "invalid type of Authorization");
  }

  private static Credentials basic(String encoded) throws Refused {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      pair = "";
    }
    int colon = pair.indexOf(':');
    if (colon < 1 || colon == pair.length() - 1) {
      throw new Refused(BAD_BASIC, "invalid basic Authorization");
    }
    return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
  }

  private static Credentials taosd(String token) throws Refused {
    try {
      return LoginToken.decode(token);
    } catch (IllegalArgumentException e) {
      throw new Refused(BAD_TAOSD, "invalid taosd Authorization");
    }
  }

  /** No usable credentials: HTTP status 401. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refused(int code, String message) {
      super(message);
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
