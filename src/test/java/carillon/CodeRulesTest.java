package carillon;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import carillon.http.Roles;
import carillon.http.audit.Audited;
import carillon.http.audit.Unaudited;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Schedule;
import jakarta.ejb.Schedules;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/** What no class does, whatever its package. Dev services are outside programs in our process. */
@AnalyzeClasses(packages = "carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class CodeRulesTest {
  private static final String DEV = "carillon.dev..";

  /** What time it is comes from a Clock, so that a test can say it; nanoTime measures. */
  @ArchTest
  static final ArchRule timeComesFromAClock =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEV)
          .should()
          .callMethodWhere(
              target(owner(resideInAPackage("java.time"))).and(target(nameMatching("now"))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Date.class);

  /** The server gives threads and takes them back at undeploy. */
  @ArchTest
  static final ArchRule threadsAreTheServers =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEV)
          .should()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Executors.class);

  /** What runs again and again goes on whatever it throws: BackgroundTasks sees to that. */
  @ArchTest
  static final ArchRule periodicWorkIsGivenToBackgroundTasks =
      noClasses()
          .that()
          .resideOutsideOfPackages(DEV, "carillon.worker..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Schedule.class,
              Schedules.class,
              Timeout.class,
              TimerService.class,
              Timer.class,
              ScheduledExecutorService.class);

  /** Others hold a proxy of a bean, which is a bean's subclass with fields of its own. */
  @ArchTest
  static final ArchRule nobodyReadsTheFieldsOfABean =
      noClasses()
          .should()
          .accessFieldWhere(
              DescribedPredicate.describe(
                  "it is a bean's, and the bean is another",
                  access ->
                      access.getTargetOwner().isAnnotatedWith(ApplicationScoped.class)
                          && !access
                              .getOriginOwner()
                              .isAssignableTo(access.getTargetOwner().getName())
                          && !access
                              .getOriginOwner()
                              .getName()
                              .startsWith(access.getTargetOwner().getName() + "$")
                          && access
                              .getTarget()
                              .resolveMember()
                              .filter(f -> !f.getModifiers().contains(JavaModifier.STATIC))
                              .isPresent()));

  /** Transactions are the container's: one opened by JDBI would split a change in two. */
  @ArchTest
  static final ArchRule noTransactionsByJdbi =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(resideInAPackage("org.jdbi..")))
                  .and(target(nameMatching("(in|use)Transaction|begin|commit|rollback"))));

  /** A stream of rows that nobody closes keeps its statement open; a list does not. */
  @ArchTest
  static final ArchRule queriesReturnLists =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(resideInAPackage("jakarta.persistence..")))
                  .and(target(nameMatching("getResultStream"))));

  /**
   * Whatever changes something is audited unless it is on this list, and so is what only an
   * administrator may read unless it tells of nobody.
   */
  @ArchTest
  static void whatChangesOrRevealsIsAudited(JavaClasses all) {
    List<String> frequent =
        List.of(
            "JobsResource.enqueue",
            "JobsResource.enqueueAll",
            "TrackerArtifactsResource.create",
            "ArtifactResource.change");
    List<String> telling = List.of("ImportsResource.get");
    assertThat(methods(all, method -> method.isAnnotatedWith(Unaudited.class)))
        .containsExactlyInAnyOrderElementsOf(frequent);
    assertThat(methods(all, CodeRulesTest::readsForAdministratorsUnaudited))
        .as("GETs for administrators alone that are not @Audited")
        .containsExactlyInAnyOrderElementsOf(telling);
  }

  private static boolean readsForAdministratorsUnaudited(JavaMethod method) {
    return method.isAnnotatedWith(GET.class)
        && method.isAnnotatedWith(RolesAllowed.class)
        && List.of(method.getAnnotationOfType(RolesAllowed.class).value())
            .equals(List.of(Roles.ADMIN))
        && !method.isAnnotatedWith(Audited.class);
  }

  private static List<String> methods(JavaClasses all, Predicate<JavaMethod> which) {
    return all.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(which)
        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
        .toList();
  }

  @ArchTest
  static final ArchRule namesSayWhatAClassIsResponsibleFor =
      noClasses().should().haveNameMatching(".*(Impl|Manager|Utils?|Helper)");

  @ArchTest
  static final ArchRule nothingIsPrinted =
      noClasses()
          .that()
          .resideOutsideOfPackage(DEV)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
