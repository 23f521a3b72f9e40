/**
 * Mails to those who run the server: changes of the system check's status, test mails, reports of
 * imports. Owns their one outbox. In: {@link carillon.operatormail.OperatorMails#add}, in the
 * transaction of what the mail tells about. Out: each mail given to a relay by one of the nodes, as
 * {@link carillon.mail.MailRetryPolicy} says, until a relay takes it or it is given up. Knows no
 * users: whoever adds a mail says its address.
 */
package carillon.operatormail;
