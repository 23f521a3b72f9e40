package carillon.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For which projects mails are queued: the value of {@code sys_async_emails}. Immutable.
 *
 * <p>The values and their meaning are those of Tuleap's documentation of backend notifications.
 */
public record AsyncEmails(boolean all, Set<Long> projects) {
  private static final Pattern IDS = Pattern.compile("\\s*\\d{1,18}\\s*(,\\s*\\d{1,18}\\s*)*");

  public AsyncEmails {
    projects = Set.copyOf(projects);
  }

  /**
   * @throws IllegalArgumentException when the text is none of the allowed forms
   */
  public static AsyncEmails parse(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "", "false", "0" -> new AsyncEmails(false, Set.of());
      case "all", "true" -> new AsyncEmails(true, Set.of());
      default -> new AsyncEmails(false, ids(text));
    };
  }

  /** Whether any project is queued at all. */
  public boolean active() {
    return all || !projects.isEmpty();
  }

  /** Whether the mails of this project are queued (else they are sent inline). */
  public boolean queues(long projectId) {
    return all || projects.contains(projectId);
  }

  private static Set<Long> ids(String text) {
    if (!IDS.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .map(Long::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }
}
