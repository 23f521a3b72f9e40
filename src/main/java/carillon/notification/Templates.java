package carillon.notification;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The two forms of a letter. In the HTML one everything is escaped, always; the text one has
 * nothing to escape. Thread-safe.
 */
final class Templates {
  private static final Template TEXT = compiled("text.mustache", false);
  private static final Template HTML = compiled("html.mustache", true);

  private Templates() {}

  static String text(Letter letter) {
    return TEXT.execute(letter);
  }

  static String html(Letter letter) {
    return HTML.execute(letter);
  }

  private static Template compiled(String name, boolean escape) {
    try (InputStream source = Templates.class.getResourceAsStream(name)) {
      String template = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      return Mustache.compiler().escapeHTML(escape).compile(template);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
