package carillon.tracker;

import carillon.problem.EmailAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** An account to be created. Unless said: active, en, UTC, html, both preferences true. */
public record NewUser(
    @NotNull(message = NamePatterns.REQUIRED)
        @Pattern(regexp = NamePatterns.USER, message = NamePatterns.USER_MESSAGE)
        String username,
    @NotNull(message = NamePatterns.REQUIRED) @SingleLineText String realName,
    @NotNull(message = NamePatterns.REQUIRED) @EmailAddress String email,
    UserStatus status,
    @Size(max = 35) String locale,
    @Size(max = 60) String timezone,
    MailFormat mailFormat,
    @Valid Preferences preferences,
    Boolean unsubscribedFromAll) {

  private static final Profile USUAL =
      new Profile(null, null, UserStatus.ACTIVE, "en", "UTC", MailFormat.HTML, true, true, false);

  Profile profile() {
    return new UserPatch(
            realName, email, status, locale, timezone, mailFormat, preferences, unsubscribedFromAll)
        .applyTo(USUAL);
  }
}
