/**
 * Makes the mail that tells one reader what happened: only what they may read, in their language,
 * as text and HTML, with its headers, and of a bounded size. In: {@link
 * carillon.notification.message.PersonalChange}s. Out: a message, sent by others. Knows no
 * database.
 */
package carillon.notification.message;
