package carillon.notification.message;

import java.util.List;
import java.util.Map;

/**
 * What one mail says, in its reader's language, holding only what this reader may read. The names
 * are those of the templates.
 *
 * @param heading also the subject
 * @param sections one for each artifact
 * @param more what is said where not everything had room, empty text when it had
 * @param link where to read on, empty text when each section has its own
 * @param unsubscribe where the reader says that they want fewer mails
 * @param words the fixed texts
 */
record MailContent(
    String language,
    String heading,
    String headline,
    List<Comment> comments,
    List<Section> sections,
    String more,
    String link,
    String reason,
    String unsubscribe,
    Map<String, String> words) {

  /**
   * @param title empty text when the letter's heading says it
   */
  record Section(String title, String artifact, List<Changed> changes, List<Value> values) {
    boolean hasChanges() {
      return !changes.isEmpty();
    }

    boolean hasValues() {
      return !values.isEmpty();
    }
  }

  /**
   * @param line how it changed, as one line of text; empty text where it takes several
   * @param rows how a text changed, as lines of text
   * @param parts the same for HTML
   */
  record Changed(String label, String line, List<String> rows, List<Part> parts) {}

  /** A part of what changed; the names are those of the template. */
  record Part(Kind kind, String text) {
    enum Kind {
      KEPT,
      DELETED,
      INSERTED,
      NOTE
    }

    boolean kept() {
      return kind == Kind.KEPT;
    }

    boolean deleted() {
      return kind == Kind.DELETED;
    }

    boolean inserted() {
      return kind == Kind.INSERTED;
    }

    boolean note() {
      return kind == Kind.NOTE;
    }
  }

  /**
   * @param author empty text when the headline says it
   * @param html safe HTML, empty when the comment is plain text
   */
  record Comment(String author, String text, String html) {
    boolean rendered() {
      return !html.isEmpty();
    }
  }

  record Value(String label, String value) {}

  MailContent {
    comments = List.copyOf(comments);
    sections = List.copyOf(sections);
  }

  boolean hasComments() {
    return !comments.isEmpty();
  }
}
