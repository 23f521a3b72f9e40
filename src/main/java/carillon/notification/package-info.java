/**
 * Notifies people of changes. This package is the handler of tasks of kind {@code notification}: it
 * decides who gets a mail and when. {@code event} is what happened, {@code snapshot} and {@code
 * recipients} are who is told, {@code message} is what each mail says, {@code delivery} what became
 * of it, {@code subscription} what people chose.
 */
package carillon.notification;
