package carillon.notification.diff;

/**
 * A part of what is shown of a diff.
 *
 * @param text with {@code \n} as its line ends; a note with a line end stands on a line of its own
 */
public record Piece(Kind kind, String text) {
  public enum Kind {
    KEPT,
    DELETED,
    INSERTED,
    /** Says what of both texts is not shown. */
    NOTE,
    /** Says how much of a deletion is not shown. */
    DELETED_NOTE,
    /** Says how much of an insertion is not shown. */
    INSERTED_NOTE
  }
}
