package carillon.notification.message;

import java.util.List;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/**
 * Renders Markdown as HTML that is safe in a mail: raw HTML is shown as text, an image becomes a
 * link to it, so that nothing is loaded from elsewhere, and what is no harmless tag or address is
 * removed. Thread-safe.
 */
final class Markdown {
  private static final Parser PARSER =
      Parser.builder()
          .postProcessor(Markdown::nothingIfTooDeep)
          .extensions(List.of(AutolinkExtension.create()))
          .postProcessor(Markdown::withLinksForImages)
          .build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).softbreak("<br>\n").build();
  private static final int DEEPEST = 50;
  private static final Safelist ALLOWED =
      Safelist.basic().addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr");
  private static final OutputSettings AS_IT_IS = new OutputSettings().prettyPrint(false);

  private Markdown() {}

  /** Empty for what is nested too deep to be rendered. */
  static String html(String markdown) {
    return Jsoup.clean(RENDERER.render(PARSER.parse(markdown)), "", ALLOWED, AS_IT_IS);
  }

  /** What follows goes down by recursion: no comment may exhaust a thread's stack. */
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

  private static Node withLinksForImages(Node document) {
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Image image) {
            visitChildren(image);
            Link link = new Link(image.getDestination(), null);
            while (image.getFirstChild() != null) {
              link.appendChild(image.getFirstChild());
            }
            image.insertAfter(link);
            image.unlink();
          }
        });
    return document;
  }
}
