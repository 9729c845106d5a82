package io.taosbridge.nativestub;

import com.sun.jna.Callback;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Where every call on the C library arrives: carries it out, each operation by its own part. */
final class Backend implements Callback {

  private static final int GENERAL_FAILURE = 0xffff;

  private final Map<Integer, Function<Request, Answer>> operations = new HashMap<>();

  /** Kept until the next call of the thread: C copies the answer as soon as it has it. */
  private final Map<Thread, Memory> lastAnswers = new ConcurrentHashMap<>();

  private final List<Throwable> bugs = new ArrayList<>();

  void on(int operation, Function<Request, Answer> action) {
    operations.put(operation, action);
  }

  /** Called by C. Nothing may be thrown through it. */
  public Pointer invoke(int operation, Pointer request, int length) {
    Memory answer;
    try {
      answer = operations.get(operation).apply(new Request(request, length)).message();
    } catch (AdapterException e) {
      answer = Answer.failure(e);
    } catch (RuntimeException | Error e) {
      synchronized (bugs) {
        bugs.add(e);
      }
      answer = Answer.failure(new AdapterException(GENERAL_FAILURE, "stand-in library: " + e));
    }
    lastAnswers.put(Thread.currentThread(), answer);
    return answer;
  }

  /** What went wrong in the stand-in itself. */
  List<Throwable> bugs() {
    synchronized (bugs) {
      return List.copyOf(bugs);
    }
  }
}
