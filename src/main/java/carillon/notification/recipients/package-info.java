/**
 * Who gets a mail about a changeset, and by which rule: pure functions from a {@link
 * carillon.notification.recipients.RecipientInput} to {@link
 * carillon.notification.recipients.Decisions}. No input or output, no clock; the steps follow the
 * order of the documented rules.
 */
package carillon.notification.recipients;
