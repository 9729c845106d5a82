package io.taosbridge.embedded.server;

import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.fault.Effect;
import io.taosbridge.embedded.fault.FaultPlan;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs actions of one socket: first the fault ordered for them, then errors into replies. */
public final class ActionRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

  private final Peer peer;
  private final FaultPlan faults;

  public ActionRunner(Peer peer, FaultPlan faults) {
    this.peer = peer;
    this.faults = faults;
  }

  /**
   * @param label what the adapter calls the request when its arguments are malformed, or null if it
   *     does not answer such a request at all
   */
  public void run(String action, long requestId, String label, Consumer<Exchange> handler) {
    Effect fault = faults.take(action).orElse(null);
    Exchange exchange = new Exchange(peer, action, requestId, fault);
    if (fault instanceof Effect.Fail fail) {
      exchange.error(fail.code() & 0xffff, fail.message());
    } else if (fault instanceof Effect.ResetBefore) {
      peer.reset();
    } else if (fault instanceof Effect.HalfClose) {
      peer.halfClose();
    } else if (fault instanceof Effect.Mute) {
      peer.mute();
    } else {
      guard(exchange, label, () -> handler.accept(exchange));
    }
  }

  private static void guard(Exchange exchange, String label, Runnable part) {
    try {
      part.run();
    } catch (Args.MalformedArgs e) {
      if (label != null) {
        exchange.error(ProtocolException.CODE, "unmarshal " + label + " request error");
      }
    } catch (ProtocolException e) {
      exchange.error(ProtocolException.CODE, e.getMessage());
    } catch (EngineException e) {
      exchange.error(e.code() & 0xffff, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("action {} failed in the stand-in", exchange.action(), e);
      exchange.error(ProtocolException.CODE, "fault in the stand-in: " + e);
    }
  }
}
