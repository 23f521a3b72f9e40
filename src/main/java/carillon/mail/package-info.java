/**
 * Hands messages to SMTP relays and says what became of each: one recipient, one transaction, one
 * {@link carillon.mail.Outcome}. Owns connections, time-outs and the reading of replies. The only
 * package that knows Jakarta Mail's transport. In: composed messages. Out: {@link
 * carillon.mail.MailAttempted}.
 */
package carillon.mail;
