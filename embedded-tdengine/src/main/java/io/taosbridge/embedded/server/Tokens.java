package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import java.util.List;
import java.util.Map;

/**
 * The ways in besides user and password (rest.md, section 2).
 *
 * @param cloud what every request must carry as {@code ?token=}, as TDengine's cloud service
 *     demands; empty if nothing
 * @param bearers tokens that the database issued, with their users
 */
public record Tokens(Engine engine, String cloud, Map<String, String> bearers) {

  private static final int AUTHENTICATION = 0x0357;

  public Tokens {
    bearers = Map.copyOf(bearers);
  }

  /** Whether a request comes through the cloud service. */
  static boolean byCloud(HttpRequest request) {
    return new QueryStringDecoder(request.uri()).parameters().containsKey("token");
  }

  /** Whether the cloud service lets a request through. */
  boolean admits(QueryStringDecoder uri) {
    return cloud.isEmpty() || uri.parameters().getOrDefault("token", List.of()).contains(cloud);
  }

  /** Whether bearer tokens are looked at: not by older servers, nor in the cloud service. */
  public boolean hasBearers(boolean byCloud) {
    return !byCloud && !bearers.isEmpty();
  }

  /**
   * @throws EngineException 0x0357 if nobody has this token
   */
  public Credentials ofBearer(String token) {
    String user = bearers.get(token);
    if (user == null) {
      throw new EngineException(AUTHENTICATION, "Authentication failure");
    }
    return new Credentials(user, engine.passwordOf(user));
  }
}
