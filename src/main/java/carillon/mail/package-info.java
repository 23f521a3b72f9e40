/**
 * Gives mails to the relays in force, by priority, and says what became of each. Owns who is asked
 * and when: fail-over, breakers, rates. In: {@link carillon.mail.smtp.Mail}. Out: {@link
 * carillon.mail.smtp.SendOutcome}, {@link carillon.mail.MailAttempted}.
 */
package carillon.mail;
