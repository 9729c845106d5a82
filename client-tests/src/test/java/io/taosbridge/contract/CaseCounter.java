package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.error.InterfaceException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Runs each case by the rule for its transport, and counts how it ended. */
final class CaseCounter implements InvocationInterceptor, LifecycleMethodExecutionExceptionHandler {

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  /** A case that could not even begin. */
  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable e)
      throws Throwable {
    cell(context).count(Report.Outcome.FAILED);
    throw e;
  }

  private static void run(Invocation<Void> body, ExtensionContext context) throws Throwable {
    Target target = target(context);
    Report.Cell cell = cell(context);
    try {
      if (find(NeedsEmbedded.class, context).isPresent() && !target.isEmbedded()) {
        throw new TestAbortedException("a real server does not misbehave on demand");
      }
      cell.count(outcome(body, target, context));
    } catch (TestAbortedException e) {
      cell.count(Report.Outcome.NOT_RUN);
      throw e;
    } catch (Throwable e) {
      cell.count(Report.Outcome.FAILED);
      throw e;
    }
  }

  private static Target target(ExtensionContext context) {
    return ((ContractTest) context.getRequiredTestInstance()).target;
  }

  private static Report.Cell cell(ExtensionContext context) {
    Area area = find(Covers.class, context).orElseThrow().value();
    return Suite.of(context).report().cell(area, target(context).transport());
  }

  private static Report.Outcome outcome(
      Invocation<Void> body, Target target, ExtensionContext context) throws Throwable {
    List<Transport> available =
        find(AvailableOn.class, context)
            .map(on -> List.of(on.value()))
            .orElse(List.of(Transport.values()));
    if (available.contains(target.transport())) {
      body.proceed();
      return Report.Outcome.PASSED;
    }
    assertThatThrownBy(body::proceed)
        .as("a call that %s cannot do", target.transport())
        .isInstanceOf(InterfaceException.class)
        .message()
        .containsPattern("\\b(" + schemes(available) + ")://");
    return Report.Outcome.UNAVAILABLE;
  }

  private static String schemes(List<Transport> transports) {
    return transports.stream()
        .map(
            transport ->
                switch (transport) {
                  case WEBSOCKET -> "wss?";
                  case REST -> "https?";
                  case NATIVE -> "taos";
                })
        .collect(Collectors.joining("|"));
  }

  /** That of the method, or else that of its class. */
  private static <A extends Annotation> Optional<A> find(Class<A> type, ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), type)
        .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), type));
  }
}
