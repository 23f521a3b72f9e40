package carillon.notification.comment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Draws mentions: the person's real name, strong. */
public final class MentionText {
  private MentionText() {}

  /**
   * Replaces the mentions of a document.
   *
   * @param names real names by user name in lower case; who is not in it stays as written
   */
  public static void draw(Node document, Map<String, String> names) {
    List<Runnable> replacements = new ArrayList<>();
    document.accept(
        new MentionVisitor((text, found) -> replacements.add(() -> replace(text, found, names))));
    replacements.forEach(Runnable::run);
  }

  private static void replace(Text text, List<MatchResult> mentions, Map<String, String> names) {
    String literal = text.getLiteral();
    int at = 0;
    for (MatchResult mention : mentions) {
      String name = names.get(Mentions.name(mention));
      if (name != null) {
        text.insertBefore(new Text(literal.substring(at, mention.start())));
        StrongEmphasis strong = new StrongEmphasis("**");
        strong.appendChild(new Text("@" + name));
        text.insertBefore(strong);
        at = mention.end();
      }
    }
    text.setLiteral(literal.substring(at));
  }
}
