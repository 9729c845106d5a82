package io.taosbridge.sink;

import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a connection and its statements send to the server, whether it succeeds or not. */
final class CountedConnection {

  private static final Set<String> SENT = Set.of("execute", "query", "prepare");

  private CountedConnection() {}

  static Connection of(Connection connection, AtomicInteger sent) {
    return proxy(Connection.class, connection, sent);
  }

  private static <T> T proxy(Class<T> type, T target, AtomicInteger sent) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (SENT.contains(method.getName())) {
                sent.incrementAndGet();
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Statement statement
                    ? proxy(Statement.class, statement, sent)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
