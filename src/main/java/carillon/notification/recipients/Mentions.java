package carillon.notification.recipients;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names mentioned in a comment: {@code @}, a letter and at least two of {@code
 * [A-Za-z0-9_.-]}, not after a word character; dots and hyphens at the end are punctuation.
 */
public final class Mentions {
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<![\\p{L}\\p{M}\\p{N}_])@([A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9_])(?![A-Za-z0-9_])");
  private static final int SHORTEST = 3;

  private Mentions() {}

  /** User names in the order of their first mention, as they were written. */
  public static Set<String> in(String comment) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = MENTION.matcher(comment);
    while (matcher.find()) {
      if (matcher.group(1).length() >= SHORTEST) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
