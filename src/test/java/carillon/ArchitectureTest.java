package carillon;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package may use which, and who alone knows what. Change it on purpose. */
@AnalyzeClasses(packages = "carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> ALL_BUT_THE_ENGINE =
      Set.of(
          "config",
          "database",
          "http",
          "problem",
          "systemcheck",
          "node",
          "trace",
          "tracker",
          "job",
          "dispatch",
          "mail",
          "operatormail",
          "notification",
          "outbound",
          "webhook",
          "jiraimport");

  private static final String OPEN_TO_ALL = "text";

  /** What a package may use beside itself. Nothing may use a leaf: monitoring, admin. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry(OPEN_TO_ALL, Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("database", Set.of("config")),
          Map.entry("trace", Set.of()),
          Map.entry("problem", Set.of()),
          Map.entry("http", Set.of("config", "database", "trace", "problem")),
          Map.entry("node", Set.of("job", "config", "database")),
          Map.entry("systemcheck", Set.of("node", "job", "config", "database", "problem")),
          Map.entry("tracker", Set.of("config", "database", "http", "problem")),
          Map.entry("job", Set.of("config")),
          Map.entry("queue", Set.of("job", "config", "systemcheck", "trace")),
          Map.entry("worker", Set.of("job", "config", "systemcheck", "trace")),
          Map.entry(
              "dispatch", Set.of("tracker", "job", "config", "systemcheck", "database", "trace")),
          Map.entry(
              "mail",
              Set.of("node", "job", "config", "systemcheck", "database", "http", "problem")),
          Map.entry(
              "operatormail", Set.of("mail", "job", "config", "systemcheck", "http", "problem")),
          Map.entry(
              "notification",
              Set.of(
                  "tracker",
                  "dispatch",
                  "mail",
                  "job",
                  "config",
                  "systemcheck",
                  "database",
                  "http",
                  "problem")),
          Map.entry("outbound", Set.of("config", "systemcheck")),
          Map.entry(
              "webhook",
              Set.of(
                  "tracker",
                  "dispatch",
                  "outbound",
                  "job",
                  "config",
                  "systemcheck",
                  "database",
                  "http",
                  "problem")),
          Map.entry(
              "jiraimport",
              Set.of(
                  "tracker",
                  "job",
                  "outbound",
                  "mail",
                  "config",
                  "systemcheck",
                  "database",
                  "http",
                  "problem")),
          Map.entry("monitoring", ALL_BUT_THE_ENGINE),
          Map.entry("admin", ALL_BUT_THE_ENGINE));

  /** What a part of a divided package may use of its siblings; the empty name is the root. */
  private static final Map<String, Map<String, Set<String>>> MAY_USE_INSIDE =
      Map.of(
          "admin",
          Map.of("", Set.of(), "stream", Set.of(""), "system", Set.of()),
          "http",
          Map.of(
              "",
              Set.of(),
              "limits",
              Set.of(""),
              "idempotency",
              Set.of(""),
              "openapi",
              Set.of("", "idempotency"),
              "audit",
              Set.of("", "idempotency")),
          "job",
          Map.of("", Set.of(), "engine", Set.of("")),
          "queue",
          Map.of("", Set.of("redis"), "redis", Set.of()),
          "worker",
          Map.of("", Set.of(), "check", Set.of()),
          "mail",
          Map.of("", Set.of("smtp"), "smtp", Set.of(), "suppression", Set.of()),
          "tracker",
          Map.of("", Set.of(), "api", Set.of(""), "history", Set.of("")),
          "jiraimport",
          Map.of(
              "",
              Set.of("batch", "client", "run"),
              "batch",
              Set.of("client", "mapping", "run"),
              "mapping",
              Set.of("client"),
              "client",
              Set.of("run"),
              "run",
              Set.of()),
          "notification",
          Map.of(
              "",
              Set.of("delivery", "event", "message", "recipients", "subscription"),
              "delivery",
              Set.of("event", "message", "recipients", "snapshot", "subscription"),
              "snapshot",
              Set.of("event", "message", "recipients", "subscription"),
              "message",
              Set.of("comment", "diff", "event", "recipients", "subscription"),
              "event",
              Set.of("comment", "diff", "recipients"),
              "comment",
              Set.of(),
              "diff",
              Set.of(),
              "subscription",
              Set.of("recipients"),
              "recipients",
              Set.of()));

  @ArchTest
  static void eachPackageUsesOnlyWhatTheTableNames(JavaClasses all) {
    MAY_USE.forEach(
        (name, allowed) -> {
          Set<String> others = new TreeSet<>(features(all));
          others.removeAll(allowed);
          others.remove(OPEN_TO_ALL);
          others.remove(name);
          noClasses()
              .that(resideInAnyPackage(in(name)))
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage(
                      others.stream().map(ArchitectureTest::in).toArray(String[]::new)))
              .because(name + " may use " + new TreeSet<>(allowed))
              .allowEmptyShould(true)
              .check(all);
        });
  }

  @ArchTest
  static void eachPartUsesOnlyTheSiblingsThatTheTableNames(JavaClasses all) {
    MAY_USE_INSIDE.forEach(
        (feature, parts) ->
            parts.forEach(
                (part, allowed) -> {
                  Set<String> others = new TreeSet<>(parts.keySet());
                  others.removeAll(allowed);
                  others.remove(part);
                  noClasses()
                      .that()
                      .resideInAPackage(inside(feature, part))
                      .should()
                      .dependOnClassesThat()
                      .resideInAnyPackage(
                          others.stream()
                              .map(other -> inside(feature, other))
                              .toArray(String[]::new))
                      .because(inside(feature, part) + " may use " + new TreeSet<>(allowed))
                      .allowEmptyShould(true)
                      .check(all);
                }));
  }

  @ArchTest
  static void everyPartIsInTheTable(JavaClasses all) {
    Set<String> known = new TreeSet<>();
    MAY_USE_INSIDE.forEach(
        (feature, parts) -> parts.keySet().forEach(part -> known.add(inside(feature, part))));
    Set<String> parts = packages(all);
    parts.removeIf(
        name ->
            name.chars().filter(c -> c == '.').count() == 1 || name.startsWith("carillon.dev."));
    parts.removeAll(known);
    assertThat(parts).as("packages that the table does not know").isEmpty();
  }

  @ArchTest
  static void everyPackageIsInTheTable(JavaClasses all) {
    Set<String> unknown = features(all);
    unknown.removeAll(MAY_USE.keySet());
    unknown.remove("dev");
    assertThat(unknown).as("packages that the table does not know").isEmpty();
  }

  @ArchTest
  static void everyPackageSaysWhatItOwns(JavaClasses all) {
    assertThat(packages(all))
        .allMatch(
            name ->
                Stream.of("src/main/java", "src/dev/java")
                    .map(root -> Path.of(root, name.replace('.', '/'), "package-info.java"))
                    .anyMatch(Files::exists),
            "has a package-info.java");
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("carillon.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheQueueKnowsJedis = only(Set.of("queue", "dev"), "redis.clients..");

  @ArchTest
  static final ArchRule onlyOutboundKnowsAnHttpClient =
      only(Set.of("outbound", "dev"), "org.apache.hc..", "java.net.http..");

  @ArchTest
  static final ArchRule onlyLimitsKnowUndertow =
      only(Set.of("http.limits"), "io.undertow..", "org.xnio..");

  @ArchTest
  static final ArchRule onlyTheImportKnowsBatchJobs = only(Set.of("jiraimport"), "jakarta.batch..");

  @ArchTest
  static final ArchRule onlyTheWorkerKnowsManagedThreads =
      only(Set.of("worker"), "jakarta.enterprise.concurrent..");

  @ArchTest
  static final ArchRule onlyMonitoringKnowsTheMetricsApi =
      only(Set.of("monitoring"), "org.eclipse.microprofile.metrics..", "io.smallrye.metrics..");

  @ArchTest
  static final ArchRule onlyWhoWritesMailsKnowsMessages =
      only(
          Set.of("mail", "operatormail", "notification", "jiraimport", "dev"),
          "jakarta.mail..",
          "org.eclipse.angus..");

  @ArchTest
  static final ArchRule onlySmtpKnowsTheTransport =
      noClasses()
          .that()
          .resideOutsideOfPackages(in("mail.smtp"), in("dev"))
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.mail.Transport");

  @ArchTest
  static final ArchRule messagesKnowNobodyWhoSendsOrKeepsThem =
      noClasses()
          .that()
          .resideInAPackage("carillon.notification.message")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("carillon.dispatch..", "carillon.mail", "org.jdbi..");

  private static String inside(String feature, String part) {
    return "carillon." + feature + (part.isEmpty() ? "" : "." + part);
  }

  private static ArchRule only(Set<String> those, String... foreign) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(those.stream().map(ArchitectureTest::in).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(foreign);
  }

  private static Set<String> features(JavaClasses all) {
    return packages(all).stream()
        .map(name -> name.split("\\.")[1])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> packages(JavaClasses all) {
    return all.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith("carillon."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String in(String name) {
    return "carillon." + name + "..";
  }
}
