package carillon.notification.comment;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Goes where mentions are looked for: texts that are no part of a link or a quote. */
final class MentionVisitor extends AbstractVisitor {
  private final BiConsumer<Text, List<MatchResult>> found;

  /**
   * @param found is told each text that mentions somebody, with where it does
   */
  MentionVisitor(BiConsumer<Text, List<MatchResult>> found) {
    this.found = found;
  }

  @Override
  public void visit(Text text) {
    List<MatchResult> mentions = MentionRule.find(text.getLiteral()).toList();
    if (!mentions.isEmpty()) {
      found.accept(text, mentions);
    }
  }

  @Override
  public void visit(Link link) {
    // What it says is a link's.
  }

  @Override
  public void visit(Image image) {
    // Likewise.
  }

  @Override
  public void visit(BlockQuote quote) {
    // Somebody else was addressed, earlier.
  }
}
