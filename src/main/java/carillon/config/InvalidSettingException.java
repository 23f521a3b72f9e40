package carillon.config;

/** A setting whose value is not allowed. The message is one line: key, value, what is allowed. */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingException(String key, String shownValue, String allowed) {
    super("Setting " + key + " = '" + shownValue + "' is not valid; allowed: " + allowed);
  }
}
