package carillon.mail.smtp;

/** How far a conversation had come (RFC 5321 section 3.3). */
enum SmtpPhase {
  /** Connecting, greeting, TLS, authentication. */
  CONNECT,
  /** {@code MAIL FROM}. */
  SENDER,
  /** {@code RCPT TO}. */
  RECIPIENT,
  /** {@code DATA}: asking to hand the content over. */
  DATA,
  /** Handing the content over; the relay has no right to deliver it yet. */
  CONTENT,
  /** The final dot was sent: from here on the relay may have taken it. */
  FINAL
}
