package carillon.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import carillon.problem.FieldError;
import carillon.problem.ProblemException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class UserPatchTest {
  private static final Profile JANE =
      new Profile(
          "Jane",
          "jane@example.com",
          UserStatus.ACTIVE,
          "en",
          "UTC",
          MailFormat.HTML,
          true,
          true,
          false);

  @Test
  void omittedFieldsStayUnchanged() {
    UserPatch nothing = new UserPatch(null, null, null, null, null, null, null, null);
    assertThat(nothing.applyTo(JANE)).isEqualTo(JANE);
  }

  @Test
  void onePreferenceLeavesTheOtherAlone() {
    Preferences quiet = new Preferences(false, null);
    UserPatch patch = new UserPatch(null, null, null, "fr-CA", null, null, quiet, null);
    Profile changed = patch.applyTo(JANE);
    assertThat(changed.ownActions()).isFalse();
    assertThat(changed.allUpdates()).isTrue();
    assertThat(changed.locale()).isEqualTo("fr-CA");
  }

  @Test
  void aNewAccountIsActiveAndWantsItsMail() {
    NewUser jane =
        new NewUser("jane", "Jane", "jane@example.com", null, null, null, null, null, null);
    assertThat(jane.profile()).isEqualTo(JANE);
  }

  @Test
  void aLocaleAndAZoneThatDoNotExistAreBothNamed() {
    UserPatch patch = new UserPatch(null, null, null, "e n", "Mars/Base", null, null, null);
    assertThatThrownBy(() -> patch.applyTo(JANE))
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(
            refused ->
                assertThat(refused.problem().errors())
                    .extracting(FieldError::field)
                    .containsExactly("locale", "timezone"));
  }
}
