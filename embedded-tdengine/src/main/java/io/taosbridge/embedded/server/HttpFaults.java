package io.taosbridge.embedded.server;

import io.taosbridge.embedded.fault.Effect;
import io.taosbridge.embedded.fault.FaultPlan;
import java.util.function.Function;

/** Answers requests over HTTP as the faults ordered for them say. */
final class HttpFaults {

  /** Answers one request. */
  interface Handler<E extends Exception> {
    HttpAnswer answer() throws E;
  }

  private final FaultPlan plan;

  HttpFaults(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * @param refusal the answer of this route with a code and a message
   */
  <E extends Exception> HttpAnswer run(
      String action, Handler<E> handler, Function<Effect.Fail, HttpAnswer> refusal) throws E {
    Effect fault = plan.take(action).orElse(null);
    if (fault instanceof Effect.Fail fail) {
      return refusal.apply(fail);
    }
    if (fault instanceof Effect.ResetBefore) {
      return HttpAnswer.resetConnection();
    }
    HttpAnswer answer = handler.answer();
    return fault == null ? answer : afterwards(fault, answer);
  }

  private static HttpAnswer afterwards(Effect fault, HttpAnswer answer) {
    if (fault instanceof Effect.Delay delay) {
      return answer.later(delay.by());
    }
    if (fault instanceof Effect.CutBody) {
      return answer.cut();
    }
    return fault instanceof Effect.DropReply || fault instanceof Effect.Mute
        ? answer.dropped()
        : HttpAnswer.resetConnection();
  }
}
