package carillon.notification.message;

import carillon.notification.comment.MarkdownDocument;
import carillon.notification.comment.MentionText;
import java.util.Map;
import org.commonmark.node.Node;
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
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .extensions(MarkdownDocument.EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .softbreak("<br>\n")
          .build();
  private static final Safelist ALLOWED =
      Safelist.basic()
          .addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr", "del")
          .addTags("table", "thead", "tbody", "tr", "th", "td")
          .addAttributes("th", "align")
          .addAttributes("td", "align");
  private static final OutputSettings AS_IT_IS = new OutputSettings().prettyPrint(false);

  private Markdown() {}

  /**
   * Empty for what is nested too deep to be rendered.
   *
   * @param names real names by user name in lower case: their mentions are drawn as such
   */
  static String html(String markdown, Map<String, String> names) {
    Node document = MarkdownDocument.parse(markdown);
    document.accept(new Replacements());
    MentionText.draw(document, names);
    String html = MarkdownDocument.read(RENDERER.render(document));
    return Jsoup.clean(html, "", ALLOWED, AS_IT_IS);
  }
}
