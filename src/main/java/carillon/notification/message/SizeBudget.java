package carillon.notification.message;

import carillon.notification.diff.Cut;

/**
 * How much one mail may still say. Bounds its size, whatever the artifact holds: a character is at
 * most some 17 bytes in the end, in the text and the HTML together.
 */
final class SizeBudget {
  private static final int CHARACTERS = 12_000;
  private static final int ROW = 40;

  private final String mark;
  private int left = CHARACTERS;

  /**
   * @param mark what is said where something was cut off
   */
  SizeBudget(String mark) {
    this.mark = mark;
  }

  /** Whether there is room for one more row; takes what its frame needs. */
  boolean row() {
    left -= ROW;
    return left > 0;
  }

  /** Whether there was no room for some row. */
  boolean overflown() {
    return left <= 0;
  }

  /** How many of these characters there is room for. */
  int room(int most) {
    return Math.max(0, Math.min(most, left));
  }

  /** Takes the room of what is said. */
  void take(int characters) {
    left -= characters;
  }

  /** The text, or as much of its beginning as there is room for, and at most so many characters. */
  String cut(String text, int most) {
    int length = room(most);
    if (text.length() <= length) {
      left -= text.length();
      return text;
    }
    left -= length;
    return text.substring(0, Cut.before(text, length)) + mark;
  }
}
