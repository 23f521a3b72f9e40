package carillon.notification.comment;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.node.Document;
import org.commonmark.node.Node;

/**
 * Finds whom a comment mentions. In Markdown, in what is read as text: not in code, links,
 * addresses, quotes, raw HTML (comments among it), and where the {@code @} is escaped. In plain
 * text, anywhere but in web addresses, between backticks and in quoted lines ({@code >}).
 */
public final class Mentions {
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "(?im)^ {0,3}>.*$"
              + "|(?<!`)(?<ticks>`{1,3})(?!`)[\\s\\S]{0,5000}?(?<!`)\\k<ticks>(?!`)"
              + "|\\b(?:[a-z][a-z0-9+.-]{0,20}:/|www\\.)\\S+|\\\\@");

  private Mentions() {}

  /** User names in lower case, in the order of their first mention. */
  public static Set<String> in(String comment, boolean markdown) {
    Set<String> names = new LinkedHashSet<>();
    Node document = markdown ? MarkdownDocument.parse(comment) : new Document();
    if (document.getFirstChild() != null) {
      document.accept(new MentionVisitor((text, found) -> found.forEach(m -> names.add(name(m)))));
    } else {
      MentionRule.find(NO_TEXT.matcher(comment).replaceAll(" ")).forEach(m -> names.add(name(m)));
    }
    return names;
  }

  static String name(MatchResult mention) {
    return mention.group(1).toLowerCase(Locale.ROOT);
  }
}
