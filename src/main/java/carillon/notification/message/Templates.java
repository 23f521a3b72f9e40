package carillon.notification.message;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The two forms of a letter, and pages. In HTML everything is escaped but what {@link Markdown} has
 * made safe; the text form has nothing to escape. Thread-safe.
 */
public final class Templates {
  private static final Template TEXT = compiled("text.mustache", false);
  private static final Template HTML = compiled("html.mustache", true);
  private static final Template UNSUBSCRIBE = compiled("unsubscribe.mustache", true);

  private Templates() {}

  static String text(MailContent mailContent) {
    return TEXT.execute(mailContent);
  }

  static String html(MailContent mailContent) {
    return HTML.execute(mailContent);
  }

  public static String unsubscribe(Object page) {
    return UNSUBSCRIBE.execute(page);
  }

  private static Template compiled(String name, boolean escape) {
    try (InputStream source = Templates.class.getResourceAsStream(name)) {
      String template = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return Mustache.compiler().escapeHTML(escape).emptyStringIsFalse(true).compile(template);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
