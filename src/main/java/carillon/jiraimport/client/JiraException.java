package carillon.jiraimport.client;

/**
 * Jira refuses, or cannot be understood; trying again would not help. The message is for people.
 */
public final class JiraException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JiraException(String message) {
    super(message);
  }
}
