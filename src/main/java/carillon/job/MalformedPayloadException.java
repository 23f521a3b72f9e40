package carillon.job;

/** The payload of a job can never be understood; trying again would not help. */
public final class MalformedPayloadException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedPayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
