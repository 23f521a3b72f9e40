package carillon.notification.message;

import carillon.text.Printable;

/** Text that goes where a line must not end: headers, labels. */
public final class SingleLine {
  private SingleLine() {}

  /**
   * The text on one line: line ends and other control characters become single spaces, and nothing
   * turns the direction in which what follows it is read.
   */
  public static String one(String text) {
    return Printable.line(text.replaceAll("[\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]", ""));
  }
}
