package carillon.notification.comment;

import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;

/**
 * Keeps {@code \@} apart from {@code @}, which the parser does not: characters that no text holds
 * (noncharacters of Unicode) stand for it while the document is parsed and mentions are looked for.
 * Code and raw HTML, which know no escapes, get it back as it was written.
 */
final class EscapedAt extends AbstractVisitor {
  private static final Map<String, String> STAND_INS =
      Map.of(
          "\\@",
          "\ufdd0",
          "&#64;",
          "\ufdd1",
          "&#x40;",
          "\ufdd2",
          "&#X40;",
          "\ufdd3",
          "&commat;",
          "\ufdd4");
  private static final String TWO_BACKSLASHES = "\ufdd5";

  static String hidden(String markdown) {
    String hidden = markdown.replaceAll("[\ufdd0-\ufdef]", "").replace("\\\\", TWO_BACKSLASHES);
    for (Map.Entry<String, String> form : STAND_INS.entrySet()) {
      hidden = hidden.replace(form.getKey(), form.getValue());
    }
    return hidden.replace(TWO_BACKSLASHES, "\\\\");
  }

  /** As it is read. */
  static String shown(String text) {
    return text.replaceAll("[\ufdd0-\ufdd4]", "@");
  }

  private static String written(String code) {
    String written = code;
    for (Map.Entry<String, String> form : STAND_INS.entrySet()) {
      written = written.replace(form.getValue(), form.getKey());
    }
    return written;
  }

  @Override
  public void visit(Code code) {
    code.setLiteral(written(code.getLiteral()));
  }

  @Override
  public void visit(FencedCodeBlock code) {
    code.setLiteral(written(code.getLiteral()));
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    code.setLiteral(written(code.getLiteral()));
  }

  @Override
  public void visit(HtmlInline html) {
    html.setLiteral(written(html.getLiteral()));
  }

  @Override
  public void visit(HtmlBlock html) {
    html.setLiteral(written(html.getLiteral()));
  }

  @Override
  public void visit(Link link) {
    link.setDestination(shown(link.getDestination()));
    visitChildren(link);
  }

  @Override
  public void visit(Image image) {
    image.setDestination(shown(image.getDestination()));
    visitChildren(image);
  }
}
