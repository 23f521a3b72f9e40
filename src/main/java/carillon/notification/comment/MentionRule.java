package carillon.notification.comment;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a mention looks like: {@code @}, a letter and at least two of {@code [A-Za-z0-9_.-]}, of
 * which dots and hyphens at the end are punctuation.
 *
 * <p>Before it is no letter, digit, underscore, slash or {@code @}; after it no letter or digit, no
 * {@code @} and no slash with a name behind it, so that addresses, handles of other sites, paths
 * and names of packages are none. Scripts that write no blanks, and Korean, may touch it.
 */
final class MentionRule {
  private static final String TOUCHING =
      "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}"
          + "\\p{IsHangul}";
  private static final String LETTERS = "[\\p{L}\\p{M}\\p{N}_&&[^" + TOUCHING + "]]";

  /** The name is its first group. */
  private static final Pattern MENTION =
      Pattern.compile(
          "(?<!"
              + LETTERS
              + ")(?<!/)@(?>([A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9_]))(?!"
              + LETTERS
              + "|@|/[A-Za-z0-9_.-])");

  private static final int SHORTEST = 3;

  /** The mentions in a text, wherever they are. */
  static Stream<MatchResult> find(String text) {
    return MENTION.matcher(text).results().filter(found -> found.group(1).length() >= SHORTEST);
  }

  private MentionRule() {}
}
