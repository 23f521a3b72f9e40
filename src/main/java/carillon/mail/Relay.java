package carillon.mail;

import jakarta.mail.MessagingException;

/** A server that takes our mails. Thread-safe; each {@link Conversation} belongs to one thread. */
interface Relay {
  /** What logs and metrics call it. */
  String name();

  /** After so many messages a new connection is opened. */
  int messagesPerConnection();

  /**
   * A connection that is not open yet.
   *
   * @throws MessagingException when there is no such relay
   */
  Conversation conversation() throws MessagingException;
}
