/**
 * Tells people what happened: who gets a mail, what it says to each of them, and what became of
 * every single one (delivery rows). In: tasks of kind {@code notification} and the status of system
 * events. Out: messages for {@code mail}, {@code NotificationEnded}.
 */
package carillon.notification;
