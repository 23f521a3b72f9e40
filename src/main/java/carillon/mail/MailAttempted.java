package carillon.mail;

import carillon.mail.smtp.SendOutcome;
import java.time.Duration;

/**
 * One attempt to send one mail has ended. A CDI event, fired in the sending thread: observers only
 * count.
 *
 * @param relay its name, never a user or password
 */
public record MailAttempted(String relay, SendOutcome outcome, Duration duration) {}
