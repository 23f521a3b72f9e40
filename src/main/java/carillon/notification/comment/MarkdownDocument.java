package carillon.notification.comment;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * Markdown as we understand it: CommonMark with the tables, strike-through, task lists and bare
 * links of GitHub. Thread-safe.
 */
public final class MarkdownDocument {
  /** Parser and renderers have to agree on them. */
  public static final List<Extension> EXTENSIONS =
      List.of(
          AutolinkExtension.create(),
          TablesExtension.create(),
          StrikethroughExtension.create(),
          TaskListItemsExtension.create());

  private static final int DEEPEST = 50;
  private static final Parser PARSER =
      Parser.builder()
          .postProcessor(MarkdownDocument::nothingIfTooDeep)
          .extensions(EXTENSIONS)
          .build();

  private MarkdownDocument() {}

  /** Empty for what is nested too deep to be walked: no comment may exhaust a thread's stack. */
  public static Node parse(String markdown) {
    Node document = PARSER.parse(EscapedAt.hidden(markdown));
    document.accept(new EscapedAt());
    return document;
  }

  /** What a text of a document, or HTML made of it, says to its reader. */
  public static String read(String text) {
    return EscapedAt.shown(text);
  }

  private static Node nothingIfTooDeep(Node document) {
    int depth = 0;
    for (Node node = document; node != null && depth <= DEEPEST; ) {
      if (node.getFirstChild() != null) {
        node = node.getFirstChild();
        depth++;
      } else {
        while (node != null && node.getNext() == null) {
          node = node.getParent();
          depth--;
        }
        node = node == null ? null : node.getNext();
      }
    }
    return depth > DEEPEST ? new Document() : document;
  }
}
