package carillon.job;

/**
 * Redis is not configured, away, or refuses writes. Nothing was enqueued as far as can be known.
 */
public final class QueueUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public QueueUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
