package carillon.notification.diff;

/**
 * What is shown of a passage that stayed: what is next to the changes before and after it.
 *
 * @param lines how many lines between head and tail are not shown, 0 where it is not whole lines
 * @param characters how many characters between head and tail are not shown
 */
record Surroundings(String head, int lines, int characters, String tail) {
  private static final int LINES = 2;
  private static final int LONGEST = 160;
  private static final int WITHIN_LINE = 80;

  /** What is shorter is shown. */
  private static final int GAP = 60;

  /**
   * @param first there is no change before it
   * @param last there is no change after it
   */
  static Surroundings of(String text, boolean first, boolean last) {
    int from = first ? 0 : head(text);
    int to = last ? text.length() : tail(text);
    if (to - from < GAP) {
      return new Surroundings(text, 0, 0, "");
    }
    String gap = text.substring(from, to);
    boolean whole = lineStart(text, from) && (to == text.length() || lineStart(text, to));
    return new Surroundings(
        text.substring(0, from),
        whole ? lines(gap) : 0,
        gap.codePointCount(0, gap.length()),
        text.substring(to));
  }

  private static boolean lineStart(String text, int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  private static int lines(String text) {
    int ends = (int) text.chars().filter(c -> c == '\n').count();
    return text.endsWith("\n") ? ends : ends + 1;
  }

  /** To the end of the line and of the next one, if they are not long. */
  private static int head(String text) {
    int end = 0;
    int line = text.indexOf('\n') + 1;
    for (int i = 0; i < LINES && line > 0 && line <= LONGEST; i++) {
      end = line;
      line = text.indexOf('\n', line) + 1;
    }
    return end > 0 ? end : Cut.before(text, Math.min(text.length(), WITHIN_LINE));
  }

  private static int tail(String text) {
    int start = text.length();
    int line = text.lastIndexOf('\n') + 1;
    for (int i = 0; i < LINES && line > 0 && text.length() - line <= LONGEST; i++) {
      start = line;
      line = line < 2 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
    }
    return start < text.length()
        ? start
        : Cut.after(text, Math.max(0, text.length() - WITHIN_LINE));
  }
}
