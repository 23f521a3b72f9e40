package carillon.notification.diff;

/** What is said, in the reader's language, about what a diff does not show. Counts from 1. */
public interface DiffNotes {
  String unchangedLines(int count);

  String unchangedCharacters(int count);

  /** At the end of a deletion or an insertion. */
  String moreCharacters(int count);

  /** After the last change that is shown. */
  String moreChanges(int count);
}
