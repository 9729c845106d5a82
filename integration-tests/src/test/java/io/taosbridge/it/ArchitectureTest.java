package io.taosbridge.it;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. A rule that breaks says what to do instead. */
@AnalyzeClasses(locations = ModuleClasses.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule blockKnowsNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("io.taosbridge.block..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.taosbridge.block..")
          .because("the codec is shared by client and embedded server; put what knows more there");

  @ArchTest
  static final ArchRule clientSeesNoTransport =
      noClasses()
          .that()
          .resideInAPackage("io.taosbridge.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.taosbridge.transport..",
              "io.taosbridge.connect..",
              "org.apache.kafka..",
              "org.java_websocket..")
          .because("callers see the client only; implement its interfaces in a transport package");

  @ArchTest
  static final ArchRule coreKnowsKafkaInOnePackageOnly =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.taosbridge",
              "io.taosbridge.block..",
              "io.taosbridge.client..",
              "io.taosbridge.geometry..",
              "io.taosbridge.schemaless..",
              "io.taosbridge.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because(
              "the client is of use without Kafka; put what needs it in io.taosbridge.connect");

  @ArchTest
  static final ArchRule clientShowsNoLibrary =
      classes()
          .that()
          .resideInAnyPackage("io.taosbridge", "io.taosbridge.client..", "io.taosbridge.block..")
          .and()
          .arePublic()
          .should(
              new NotShown(
                  "org.apache.kafka", "org.java_websocket", "com.sun.jna", "org.apache.commons"))
          .because("who uses the client must not depend on what it is made of; keep it private");

  @ArchTest
  static final ArchRule embeddedUsesOnlyTheBlockCodec =
      noClasses()
          .that()
          .resideInAPackage("io.taosbridge.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.taosbridge",
              "io.taosbridge.client..",
              "io.taosbridge.transport..",
              "io.taosbridge.connect..",
              "io.taosbridge.source..",
              "io.taosbridge.sink..",
              "org.apache.kafka..",
              "org.java_websocket..")
          .because(
              "a server that shares code with the client is wrong in the same way; write it anew");

  @ArchTest
  static final ArchRule sourceDoesNotSeeSink =
      noClasses()
          .that()
          .resideInAPackage("io.taosbridge.source..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.taosbridge.sink..", "io.taosbridge.embedded..", "io.taosbridge.local..")
          .because("each connector works without the other; share through io.taosbridge.connect");

  @ArchTest
  static final ArchRule sinkDoesNotSeeSource =
      noClasses()
          .that()
          .resideInAPackage("io.taosbridge.sink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.taosbridge.source..", "io.taosbridge.embedded..", "io.taosbridge.local..")
          .because("each connector works without the other; share through io.taosbridge.connect");

  @ArchTest
  static final ArchRule connectorsDoNotSeeTransports =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.taosbridge.source..", "io.taosbridge.sink..", "io.taosbridge.connect..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.taosbridge.transport..")
          .because("the URL decides the transport; connect by io.taosbridge.TDengine");

  @ArchTest
  static final ArchRule librariesDoNotPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.taosbridge.demo..", "io.taosbridge.bench..")
          .and()
          .doNotHaveFullyQualifiedName("io.taosbridge.embedded.Main")
          .should(ACCESS_STANDARD_STREAMS)
          .because("a worker's standard output belongs to its operator; log by slf4j");

  @ArchTest
  static final ArchRule nobodyUsesTheFluentLoggingApi =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j.spi..", "org.slf4j.event..")
          .because("the worker loads slf4j 1.7, which has no atInfo() and the like; use info()");

  @ArchTest
  static final ArchRule sourceConnectorsAreServices =
      classes()
          .that()
          .areAssignableTo("org.apache.kafka.connect.source.SourceConnector")
          .and()
          .doNotHaveModifier(ABSTRACT)
          .should(new ListedAsService("org.apache.kafka.connect.source.SourceConnector"))
          .because("plugin.discovery=service_load finds no others; add the class's name there");

  @ArchTest
  static final ArchRule sinkConnectorsAreServices =
      classes()
          .that()
          .areAssignableTo("org.apache.kafka.connect.sink.SinkConnector")
          .and()
          .doNotHaveModifier(ABSTRACT)
          .should(new ListedAsService("org.apache.kafka.connect.sink.SinkConnector"))
          .because("plugin.discovery=service_load finds no others; add the class's name there");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("io.taosbridge.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package must be understood without those that use it; move what both need");
}
