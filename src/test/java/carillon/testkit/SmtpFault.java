package carillon.testkit;

/** What a mail server can do wrong. */
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
  /** Hangs up in the middle of the content. */
  DROP_IN_CONTENT,
  /** Takes the mail and hangs up instead of saying so. */
  DROP_AFTER_DOT,
  /** Takes the mail and says so later than anybody waits. */
  SLOW_DOT,
  /** Does not answer to RCPT for longer than anybody waits. */
  HANG,
  /** Takes the mail, says so, and throws it away. */
  LOSE,
  /** Ends each connection with 421 after two mails. */
  CLOSING_AFTER_TWO,
  /** Greets with 421 and hangs up. */
  REFUSE,
  /** Takes its time for each command. */
  SLOW_COMMANDS
}
