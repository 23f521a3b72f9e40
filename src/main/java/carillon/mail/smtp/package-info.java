/**
 * Talks to one SMTP server: one recipient, one transaction, one {@link
 * carillon.mail.smtp.SendOutcome}. Owns connections, time-outs and the reading of replies. The only
 * package that knows Jakarta Mail's transport. In: {@link carillon.mail.smtp.Mail}.
 */
package carillon.mail.smtp;
