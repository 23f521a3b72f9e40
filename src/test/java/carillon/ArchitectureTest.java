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
          "trace",
          "tracker",
          "job",
          "dispatch",
          "mail",
          "notification",
          "outbound",
          "webhook",
          "jiraimport");

  /** What a package may use beside itself. Nothing may use a leaf: monitoring, admin. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("config", Set.of()),
          Map.entry("database", Set.of("config")),
          Map.entry("trace", Set.of()),
          Map.entry("problem", Set.of()),
          Map.entry("http", Set.of("config", "database", "trace", "problem")),
          Map.entry("systemcheck", Set.of("config", "database", "problem")),
          Map.entry("tracker", Set.of("config", "database", "http", "problem")),
          Map.entry("job", Set.of("config")),
          Map.entry("queue", Set.of("job", "config", "systemcheck", "trace")),
          Map.entry("worker", Set.of("job", "config", "systemcheck", "trace")),
          Map.entry(
              "dispatch", Set.of("tracker", "job", "config", "systemcheck", "database", "trace")),
          Map.entry("mail", Set.of("config", "systemcheck", "database", "http", "problem")),
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
          Map.entry("outbound", Set.of("config")),
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
                  "tracker", "job", "outbound", "mail", "config", "database", "http", "problem")),
          Map.entry("monitoring", ALL_BUT_THE_ENGINE),
          Map.entry("admin", ALL_BUT_THE_ENGINE));

  @ArchTest
  static void eachPackageUsesOnlyWhatTheTableNames(JavaClasses all) {
    MAY_USE.forEach(
        (name, allowed) -> {
          Set<String> others = new TreeSet<>(features(all));
          others.removeAll(allowed);
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
          Set.of("mail", "notification", "jiraimport", "dev"),
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
  static final ArchRule smtpKnowsNothingOfRoutes =
      noClasses()
          .that()
          .resideInAPackage("carillon.mail.smtp")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("carillon.mail", "carillon.mail.suppression");

  @ArchTest
  static final ArchRule messagesKnowNobodyWhoSendsOrKeepsThem =
      noClasses()
          .that()
          .resideInAPackage("carillon.notification.message")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "carillon.notification", "carillon.dispatch..", "carillon.mail", "org.jdbi..");

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
