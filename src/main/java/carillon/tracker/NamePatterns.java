package carillon.tracker;

/** The forms of names that addresses, headers, scripts and mentions refer to. */
final class NamePatterns {
  /** The longest name of any of them, in characters. */
  static final int LONGEST = 60;

  static final String SHORT = "[A-Za-z0-9]([A-Za-z0-9_-]{0,58}[A-Za-z0-9])?";
  static final String SHORT_MESSAGE =
      "must be 1 to 60 letters, digits, '-' or '_', and begin and end with a letter or digit";

  static final String FIELD = "[A-Za-z][A-Za-z0-9_-]{0,59}";
  static final String FIELD_MESSAGE =
      "must be 1 to 60 letters, digits, '-' or '_', and begin with a letter";

  static final String USER = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,58}[A-Za-z0-9_])?";
  static final String USER_MESSAGE =
      "must be 1 to 60 letters, digits, '.', '-' or '_', and begin and end with a letter or digit";

  static final String GROUP = "[A-Za-z0-9]([A-Za-z0-9 _.-]{0,58}[A-Za-z0-9])?";
  static final String GROUP_MESSAGE =
      "must be 1 to 60 letters, digits, spaces, '.', '-' or '_', and begin and end with a letter or"
          + " digit";

  static final String REQUIRED = "is required";

  private NamePatterns() {}
}
