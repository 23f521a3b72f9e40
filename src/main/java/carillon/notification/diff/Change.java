package carillon.notification.diff;

/**
 * A part of a text, with what became of it.
 *
 * @param text as it is in the text, with {@code \n} as its line ends
 */
record Change(Kind kind, String text) {
  enum Kind {
    KEPT,
    DELETED,
    INSERTED
  }

  boolean kept() {
    return kind == Kind.KEPT;
  }
}
