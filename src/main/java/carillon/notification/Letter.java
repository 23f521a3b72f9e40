package carillon.notification;

import java.util.List;
import java.util.Map;

/**
 * What one mail says, in its reader's language, holding only what this reader may read. The names
 * are those of the templates.
 *
 * @param heading also the subject
 * @param more what is said where not everything had room, empty text when it had
 * @param unsubscribe where the reader says that they want fewer mails
 * @param words the fixed texts
 */
record Letter(
    String language,
    String heading,
    String headline,
    List<Changed> changes,
    List<Comment> comments,
    List<Value> values,
    String more,
    String link,
    String reason,
    String unsubscribe,
    Map<String, String> words) {

  /**
   * @param diff empty when the old and the new value are told whole
   */
  record Changed(String label, String before, String after, List<TextDiff.Segment> diff) {
    boolean hasDiff() {
      return !diff.isEmpty();
    }
  }

  /**
   * @param author empty text when the headline says it
   * @param html safe HTML, empty when the comment is plain text
   */
  record Comment(String author, String text, String html) {
    boolean hasAuthor() {
      return !author.isEmpty();
    }

    boolean rendered() {
      return !html.isEmpty();
    }
  }

  record Value(String label, String value) {}

  Letter {
    changes = List.copyOf(changes);
    comments = List.copyOf(comments);
    values = List.copyOf(values);
  }

  boolean hasChanges() {
    return !changes.isEmpty();
  }

  boolean hasComments() {
    return !comments.isEmpty();
  }

  boolean hasValues() {
    return !values.isEmpty();
  }

  boolean hasMore() {
    return !more.isEmpty();
  }
}
