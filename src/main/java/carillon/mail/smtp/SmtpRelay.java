package carillon.mail.smtp;

import jakarta.mail.MessagingException;

/**
 * A server that takes our mails. A value: two that are equal share their connections. Each {@link
 * SmtpTransport} belongs to one thread.
 */
public interface SmtpRelay {
  /** What logs and metrics call it. */
  String name();

  /** How many connections may be open at once. */
  int connections();

  /** After so many messages a new connection is opened. */
  int messagesPerConnection();

  /** 0: as fast as it takes them. */
  int messagesPerSecond();

  /**
   * A connection that is not open yet.
   *
   * @throws MessagingException when there is no such relay
   */
  SmtpTransport conversation() throws MessagingException;
}
