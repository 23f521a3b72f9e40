package carillon.notification.message;

/** The beginning and the end of a text, cut between words where there are any. */
final class Excerpt {
  private static final String GAP = " … ";

  private Excerpt() {}

  /**
   * The whole text where that is not longer.
   *
   * @param head about how many characters of its beginning
   * @param tail about how many characters of its end
   */
  static String of(String text, int head, int tail) {
    if (text.length() <= head + tail + GAP.length()) {
      return text;
    }
    return text.substring(0, head(text, head)).stripTrailing()
        + GAP
        + text.substring(tail(text, text.length() - tail)).stripLeading();
  }

  /** Whether a cut there would tear a word or a character. */
  static boolean tears(String text, int at) {
    return at > 0
        && at < text.length()
        && partOfWord(text.charAt(at - 1))
        && partOfWord(text.charAt(at));
  }

  /** Back to the beginning of a word, or only of a character in the midst of a very long word. */
  private static int head(String text, int at) {
    int end = at;
    while (end > at / 2 && tears(text, end)) {
      end--;
    }
    return tears(text, end) ? character(text, at) : end;
  }

  private static int tail(String text, int at) {
    int start = at;
    while (start < (at + text.length()) / 2 && tears(text, start)) {
      start++;
    }
    return tears(text, start) ? character(text, at) : start;
  }

  private static int character(String text, int at) {
    boolean torn = Character.isHighSurrogate(text.charAt(at - 1)) && at < text.length();
    return torn ? at - 1 : at;
  }

  private static boolean partOfWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_';
  }
}
