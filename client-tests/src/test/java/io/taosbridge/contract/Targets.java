package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Every transport by which the server can be reached. */
final class Targets implements ArgumentsProvider {

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    Suite suite = Suite.of(context);
    return Arrays.stream(Transport.values())
        .flatMap(transport -> suite.target(transport).stream())
        .map(Arguments::of);
  }
}
