package carillon.jiraimport;

/**
 * Jira refuses, or cannot be understood; trying again would not help. The message is for people.
 */
final class JiraException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JiraException(String message) {
    super(message);
  }
}
