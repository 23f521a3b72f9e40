package carillon.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.util.Set;

/** Denied by default: RESTEasy lets everybody call a method that says nothing. */
@AnalyzeClasses(packages = "carillon", importOptions = ImportOption.DoNotIncludeTests.class)
class RolesTest {
  private static final Set<String> KNOWN = Set.of(Roles.VIEWER, Roles.PRODUCER, Roles.ADMIN);

  @ArchTest
  static final ArchRule everyResourceMethodSaysWhoMayCallIt =
      methods()
          .that()
          .areMetaAnnotatedWith(HttpMethod.class)
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .andShould(nameKnownRolesAndTheAdministratorAmongThem());

  private static ArchCondition<JavaMethod> nameKnownRolesAndTheAdministratorAmongThem() {
    return new ArchCondition<>("name known roles, the administrator among them") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Set<String> roles =
            method
                .tryGetAnnotationOfType(RolesAllowed.class)
                .map(allowed -> Set.of(allowed.value()))
                .orElse(Set.of());
        boolean good = KNOWN.containsAll(roles) && roles.contains(Roles.ADMIN);
        events.add(new SimpleConditionEvent(method, good, method.getFullName() + " has " + roles));
      }
    };
  }
}
