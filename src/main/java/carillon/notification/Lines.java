package carillon.notification;

/** Text that goes where a line must not end: headers, labels. */
final class Lines {
  private Lines() {}

  /** The text on one line: line ends and other control characters become single spaces. */
  static String one(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}\\x{85}]+", " ").trim();
  }
}
