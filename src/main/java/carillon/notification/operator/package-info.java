/**
 * Mails to those who run the server: findings of the system check and test mails. Each kind has a
 * table of its own, so that no mail is lost or sent twice.
 */
package carillon.notification.operator;
