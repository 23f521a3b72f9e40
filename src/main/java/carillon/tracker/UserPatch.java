package carillon.tracker;

import carillon.problem.EmailAddress;
import carillon.problem.ValidationErrors;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Changes of an account; what is null stays. */
public record UserPatch(
    @SingleLineText String realName,
    @EmailAddress String email,
    UserStatus status,
    @Size(max = 35) String locale,
    @Size(max = 60) String timezone,
    MailFormat mailFormat,
    @Valid Preferences preferences,
    Boolean unsubscribedFromAll) {

  /** The names of the properties that are to be changed, such as {@code [email, status]}. */
  public List<String> changes() {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("realName", realName);
    wanted.put("email", email);
    wanted.put("status", status);
    wanted.put("locale", locale);
    wanted.put("timezone", timezone);
    wanted.put("mailFormat", mailFormat);
    wanted.put("preferences", preferences);
    wanted.put("unsubscribedFromAll", unsubscribedFromAll);
    wanted.values().removeIf(Objects::isNull);
    return List.copyOf(wanted.keySet());
  }

  /**
   * The profile after the change.
   *
   * @throws carillon.problem.ProblemException when locale or time zone are none
   */
  Profile applyTo(Profile old) {
    ValidationErrors validationErrors = new ValidationErrors();
    check(validationErrors);
    validationErrors.refuse();
    Preferences wanted = preferences == null ? new Preferences(null, null) : preferences;
    return new Profile(
        or(realName, old.realName()),
        or(email, old.email()),
        or(status, old.status()),
        or(locale, old.locale()),
        or(timezone, old.timezone()),
        or(mailFormat, old.mailFormat()),
        or(wanted.ownActions(), old.ownActions()),
        or(wanted.allUpdates(), old.allUpdates()),
        or(unsubscribedFromAll, old.unsubscribedFromAll()));
  }

  private void check(ValidationErrors validationErrors) {
    if (locale != null && !isLocale(locale)) {
      validationErrors.add("locale", "must be a language tag such as en or fr-CA");
    }
    if (timezone != null && !isZone(timezone)) {
      validationErrors.add("timezone", "must be a time zone such as Europe/Paris or UTC");
    }
  }

  private static boolean isLocale(String tag) {
    try {
      return tag.length() <= 35
          && !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException no) {
      return false;
    }
  }

  private static boolean isZone(String id) {
    try {
      return id.length() <= 60 && ZoneId.of(id) != null;
    } catch (DateTimeException no) {
      return false;
    }
  }

  private static <T> T or(T wanted, T old) {
    return wanted == null ? old : wanted;
  }
}
