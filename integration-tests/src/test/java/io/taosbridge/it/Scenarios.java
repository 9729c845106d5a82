package io.taosbridge.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Scenario} of their own, over a {@link Cluster} and a {@link TDengineServer}
 * that all tests of this JVM share.
 */
final class Scenarios implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(Scenarios.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Scenario.class || type == Cluster.class || type == TDengineServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Cluster cluster =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Cluster.class, key -> Cluster.start(), Cluster.class);
    if (parameter.getParameter().getType() == Cluster.class) {
      return cluster;
    }
    TDengineServer server =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                TDengineServer.class, key -> TDengineServer.start(), TDengineServer.class);
    if (parameter.getParameter().getType() == TDengineServer.class) {
      return server;
    }
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            Scenario.class, key -> new Scenario(cluster, server.url()), Scenario.class);
  }
}
