package carillon.tracker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.http.Caller;
import carillon.problem.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReadAccessTest {
  private static final Caller PRODUCER = new Caller("producer", false);
  private static final Caller ADMIN = new Caller("admin", true);

  private final Project project = new Project("p", "P", Visibility.PRIVATE);
  private final UserGroup devs = new UserGroup(project, "devs");
  private final UserGroup testers = new UserGroup(project, "testers");

  @Test
  void aProducerRestrictsWhoSees() {
    passes(() -> groups(PRODUCER, Set.of(), List.of(devs)));
    passes(() -> groups(PRODUCER, Set.of(devs, testers), List.of(devs)));
    passes(() -> groups(PRODUCER, Set.of(devs), List.of(devs)));
    passes(() -> groups(PRODUCER, Set.of(), List.of()));
  }

  @Test
  void onlyAnAdministratorLetsMoreGroupsSee() {
    for (List<UserGroup> after : List.of(List.<UserGroup>of(), List.of(testers))) {
      refused("field x", () -> groups(PRODUCER, Set.of(devs), after));
      passes(() -> groups(ADMIN, Set.of(devs), after));
    }
    refused("field x", () -> groups(PRODUCER, Set.of(devs), List.of(devs, testers)));
  }

  @Test
  void onlyAnAdministratorChangesAnAddress() {
    Profile before = profile("bob@example.org", UserStatus.ACTIVE);
    Profile after = profile("mallory@example.org", UserStatus.ACTIVE);
    refused("e-mail", () -> ReadAccess.checkProfile(PRODUCER, before, after));
    passes(() -> ReadAccess.checkProfile(ADMIN, before, after));
    passes(() -> ReadAccess.checkProfile(PRODUCER, before, before));
  }

  @Test
  void onlyAnAdministratorGivesAnAccountMore() {
    for (UserStatus before : UserStatus.values()) {
      for (UserStatus after : EnumSet.complementOf(EnumSet.of(before))) {
        ThrowingCallable change =
            () -> ReadAccess.checkProfile(PRODUCER, profile("a@b", before), profile("a@b", after));
        if (after.ordinal() < before.ordinal()) {
          refused("status", change);
        } else {
          passes(change);
        }
      }
    }
  }

  @Test
  void onlyAnAdministratorOpensAPrivateProject() {
    refused("public", () -> visibility(PRODUCER, Visibility.PRIVATE, Visibility.PUBLIC));
    passes(() -> visibility(ADMIN, Visibility.PRIVATE, Visibility.PUBLIC));
    passes(() -> visibility(PRODUCER, Visibility.PUBLIC, Visibility.PRIVATE));
    passes(() -> visibility(PRODUCER, Visibility.PRIVATE, Visibility.PRIVATE));
  }

  @Test
  void onlyAnAdministratorAddsOrChangesARuleWithoutPermissionChecks() {
    NotificationRule unchecked = rule(false, "list@example.org");
    passes(() -> rules(PRODUCER, List.of(), List.of(rule(true, "list@example.org"))));
    passes(() -> rules(PRODUCER, List.of(unchecked), List.of()));
    passes(() -> rules(PRODUCER, List.of(unchecked), List.of(rule(false, "list@example.org"))));
    refused("checkPermissions", () -> rules(PRODUCER, List.of(), List.of(unchecked)));
    refused(
        "checkPermissions",
        () -> rules(PRODUCER, List.of(unchecked), List.of(rule(false, "mallory@example.org"))));
    passes(() -> rules(ADMIN, List.of(), List.of(unchecked)));
  }

  private static void rules(
      Caller caller, List<NotificationRule> before, List<NotificationRule> after) {
    ReadAccess.checkRules(caller, before, after);
  }

  private static NotificationRule rule(boolean checkPermissions, String address) {
    NotificationRule rule = new NotificationRule(null, 0, true, checkPermissions);
    rule.tell(List.of(address), List.of(), List.of());
    return rule;
  }

  private static void groups(Caller caller, Set<UserGroup> before, List<UserGroup> after) {
    ReadAccess.checkGroups(caller, "the field x", before, after);
  }

  private static void visibility(Caller caller, Visibility before, Visibility after) {
    ReadAccess.checkVisibility(caller, before, after);
  }

  private static Profile profile(String email, UserStatus status) {
    return new Profile("Bob", email, status, "en", "UTC", MailFormat.HTML, true, true, false);
  }

  private static void passes(ThrowingCallable act) {
    assertThatCode(act).doesNotThrowAnyException();
  }

  private static void refused(String named, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll("403", named, "carillon-admin");
  }
}
