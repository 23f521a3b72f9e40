package carillon.jiraimport.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jira's wiki markup as Markdown. What stands between {@code {code}} or {@code {noformat}} is left
 * as it is; what is not known stays as it was written, so no word is lost.
 *
 * @see <a href="https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all">notation
 *     </a>
 */
final class WikiToMarkdown {
  private static final Pattern OPENING =
      Pattern.compile("\\{(code|noformat)(?::([a-zA-Z+#]{0,40})[^{}\\n]{0,500}+)?\\}");
  private static final Pattern HEADING = Pattern.compile("^h([1-6])\\.\\s*(.*)$");
  private static final Pattern ITEM = Pattern.compile("^([*#-]+)\\s+(.*)$");

  private static final int DEEPEST = 10;

  /** A rule for what stands within a line. */
  private record Inline(Pattern pattern, String replacement) {
    private Inline(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  /** None looks beyond the next opening of its kind, so that a text costs what its length does. */
  private static final List<Inline> INLINE =
      List.of(
          new Inline("\\{\\{([^{}]{1,1000}+)\\}\\}", "`$1`"),
          new Inline("(?<![\\w*])\\*(?=\\S)([^*\\n]+?)(?<=\\S)\\*(?![\\w*])", "**$1**"),
          new Inline("(?<![\\w_])_(?=\\S)([^_\\n]+?)(?<=\\S)_(?![\\w_])", "*$1*"),
          new Inline("(?<![\\w-])-(?=\\S)([^-\\n]+?)(?<=\\S)-(?![\\w-])", "~~$1~~"),
          new Inline("\\[~([^\\]\\[|]{1,255}+)\\]", "@$1"),
          new Inline(
              "\\[([^\\]\\[|\\n]{1,1000}+)\\|([^\\]\\[|\\n]{1,2000}+)(?:\\|[^\\]\\[\\n]{0,1000}+)?\\]",
              "[$1]($2)"),
          new Inline("\\[((?:https?|mailto|ftp):[^\\]\\[|\\s]{1,2000}+)\\]", "<$1>"),
          new Inline("(?<!\\w)!([^!\\s|]{1,1000}+)(?:\\|[^!\\n]{0,1000}+)?!(?!\\w)", "[$1]"),
          new Inline("\\{color(?::[^{}]{0,100}+)?\\}|\\{anchor[^{}]{0,300}+\\}", ""),
          new Inline("\\\\\\\\", "  \n"));

  private WikiToMarkdown() {}

  static String toMarkdown(String wiki) {
    String text = wiki.replace("\r\n", "\n");
    StringBuilder markdown = new StringBuilder();
    Matcher opening = OPENING.matcher(text);
    Set<String> unclosed = new HashSet<>();
    int end = 0;
    for (int from = 0; opening.find(from); ) {
      String border = "{" + opening.group(1) + "}";
      int close = unclosed.contains(border) ? -1 : text.indexOf(border, opening.end());
      if (close < 0) {
        unclosed.add(border);
        from = opening.end();
        continue;
      }
      markdown.append(lines(text.substring(end, opening.start())));
      String language = opening.group(2) == null ? "" : opening.group(2);
      markdown.append("\n```").append(language).append('\n');
      markdown.append(text.substring(opening.end(), close).strip()).append("\n```\n");
      end = close + border.length();
      from = end;
    }
    return markdown.append(lines(text.substring(end))).toString().strip();
  }

  private static String lines(String text) {
    List<String> lines = new ArrayList<>();
    boolean quoted = false;
    for (String line : text.split("\n", -1)) {
      boolean border = line.strip().equals("{quote}");
      quoted ^= border;
      if (!border) {
        lines.add((quoted ? "> " : "") + line(line));
      }
    }
    return String.join("\n", lines);
  }

  private static String line(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      return "#".repeat(Integer.parseInt(heading.group(1))) + " " + inline(heading.group(2));
    }
    Matcher item = ITEM.matcher(line);
    if (item.matches()) {
      String bullets = item.group(1);
      String bullet = bullets.endsWith("#") ? "1. " : "- ";
      return "   ".repeat(Math.min(bullets.length(), DEEPEST) - 1) + bullet + inline(item.group(2));
    }
    if (line.startsWith("bq. ")) {
      return "> " + inline(line.substring(4));
    }
    return line.startsWith("||") ? header(line) : inline(line);
  }

  private static String header(String line) {
    String row = inline(line).strip().replaceAll("\\|\\|", "|");
    long columns = row.chars().filter(c -> c == '|').count() - 1;
    return row + "\n|" + " --- |".repeat((int) Math.max(1, columns));
  }

  private static String inline(String text) {
    String result = text;
    for (Inline rule : INLINE) {
      result = rule.pattern().matcher(result).replaceAll(rule.replacement());
    }
    return result;
  }
}
