/**
 * What became of each mail: one row for each recipient of a task, written before and after the mail
 * is sent, read by the API and the system check. In: who gets what, from the parent package. Out:
 * mails to {@code mail}, results to the rows.
 */
package carillon.notification.delivery;
