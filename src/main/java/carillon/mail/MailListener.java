package carillon.mail;

/** Who is told of what happens to mails, in the sending thread. Thread-safe. */
@FunctionalInterface
public interface MailListener {
  void attempted(MailAttempted attempt);

  default void refusedAlike(PolicyRefusalDetected refused) {}
}
