package carillon.notification.message;

import carillon.notification.event.ChangeSummary;
import carillon.notification.message.MailReader.PersonalChange;
import carillon.notification.recipients.Reason;
import java.util.BitSet;
import java.util.List;

/**
 * What of a task's stories somebody sees, why and how: those with equal ones get equal mails but
 * for what is their own.
 */
record RenderKey(MailStyle style, Reason reason, String mentionedBy, List<Seen> seen) {

  /**
   * Of one artifact.
   *
   * @param fields which of the story's fields they may read, by their place in it
   * @param comments which of its comments
   */
  private record Seen(long artifact, BitSet fields, BitSet comments) {
    static Seen of(PersonalChange personalChange) {
      ChangeSummary changeSummary = personalChange.story();
      BitSet fields = new BitSet();
      for (int i = 0; i < changeSummary.fields().size(); i++) {
        fields.set(i, personalChange.reader().reads(changeSummary.fields().get(i)));
      }
      BitSet comments = new BitSet();
      for (int i = 0; i < changeSummary.comments().size(); i++) {
        comments.set(i, personalChange.reader().reads(changeSummary.comments().get(i)));
      }
      return new Seen(changeSummary.place().artifactId(), fields, comments);
    }
  }

  /**
   * @param parts what one reader is told, at least one story
   */
  static RenderKey of(List<PersonalChange> personalChanges) {
    MailReader mailReader = personalChanges.get(0).reader();
    return new RenderKey(
        mailReader.style(),
        mailReader.reason(),
        mailReader.mentionedBy(),
        personalChanges.stream().map(Seen::of).toList());
  }
}
