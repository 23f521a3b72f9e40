package carillon.testkit;

/** A fault of a mail server. */
public enum SmtpFault {
  NONE,
  /** 450 to RCPT, as for greylisting. */
  TEMPORARY,
  /** 451 to the content. */
  TEMPORARY_CONTENT,
  /** 550 5.1.1 to RCPT. */
  PERMANENT,
  /** 554 5.7.1 to the content. */
  POLICY,
  /** Closes the connection during the content. */
  DROP_IN_CONTENT,
  /** Accepts the mail and closes the connection without a reply. */
  DROP_AFTER_DOT,
  /** Accepts the mail and replies after the time-out. */
  SLOW_DOT,
  /** Replies to RCPT after the time-out. */
  HANG,
  /** Accepts the mail and discards it. */
  LOSE,
  /** Ends each connection with 421 after two mails. */
  CLOSING_AFTER_TWO,
  /** Greets with 421 and closes the connection. */
  REFUSE,
  /** Replies to each command slowly. */
  SLOW_COMMANDS
}
