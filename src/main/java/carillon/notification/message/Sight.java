package carillon.notification.message;

import carillon.notification.recipients.Reason;
import java.util.BitSet;
import java.util.List;

/**
 * What of a task's stories somebody sees, why and how: those with equal ones get equal mails but
 * for what is their own.
 */
record Sight(MailStyle style, Reason reason, List<Seen> seen) {

  /**
   * Of one artifact.
   *
   * @param fields which of the story's fields they may read, by their place in it
   * @param comments which of its comments
   */
  private record Seen(long artifact, BitSet fields, BitSet comments) {
    static Seen of(Part part) {
      Story story = part.story();
      BitSet fields = new BitSet();
      for (int i = 0; i < story.fields().size(); i++) {
        fields.set(i, part.reader().reads(story.fields().get(i)));
      }
      BitSet comments = new BitSet();
      for (int i = 0; i < story.comments().size(); i++) {
        comments.set(i, part.reader().reads(story.comments().get(i)));
      }
      return new Seen(story.place().artifactId(), fields, comments);
    }
  }

  /**
   * @param parts what one reader is told, at least one story
   */
  static Sight of(List<Part> parts) {
    Reader reader = parts.get(0).reader();
    return new Sight(reader.style(), reader.reason(), parts.stream().map(Seen::of).toList());
  }
}
