package io.taosbridge.sink.text;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds what the server refuses among much that it would take: what was refused is tried again in
 * halves, down to single ones. One bad among 10,000 takes about 27 attempts.
 */
final class Halves<T> {

  private final Consumer<List<T>> attempt;
  private final BiConsumer<T, TDengineException> refused;

  /**
   * @param attempt does all or fails
   * @param refused hears of each one that the server does not take by itself
   */
  Halves(Consumer<List<T>> attempt, BiConsumer<T, TDengineException> refused) {
    this.attempt = attempt;
    this.refused = refused;
  }

  /**
   * @throws TDengineException of any kind but a refusal of content
   */
  void run(List<T> all) {
    if (all.isEmpty()) {
      return;
    }
    try {
      attempt.accept(all);
    } catch (TDengineException e) {
      if (e.action() != ErrorAction.BAD_RECORD) {
        throw e;
      }
      if (all.size() == 1) {
        refused.accept(all.get(0), e);
        return;
      }
      int middle = all.size() / 2;
      run(all.subList(0, middle));
      run(all.subList(middle, all.size()));
    }
  }
}
