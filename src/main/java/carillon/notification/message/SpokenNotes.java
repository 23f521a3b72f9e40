package carillon.notification.message;

import carillon.notification.diff.DiffNotes;

/** The notes of diffs in a reader's language. */
record SpokenNotes(Messages words) implements DiffNotes {
  @Override
  public String unchangedLines(int count) {
    return words.say("diff.lines", count);
  }

  /** It stands within a line. */
  @Override
  public String unchangedCharacters(int count) {
    return " " + words.say("diff.characters", count) + " ";
  }

  @Override
  public String moreCharacters(int count) {
    return " " + words.say("diff.longer", count) + " ";
  }

  @Override
  public String moreChanges(int count) {
    return words.say("diff.more", count);
  }
}
