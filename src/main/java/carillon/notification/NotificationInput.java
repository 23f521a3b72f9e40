package carillon.notification;

import carillon.notification.message.ChangeSummary;
import carillon.notification.message.MailStyle;
import carillon.notification.recipients.RecipientInput;
import java.util.Map;

/**
 * All that one run knows: what happened, what recipients depend on, and how the people in it read
 * their mail.
 *
 * @param styles by user id
 */
record NotificationInput(
    ChangeSummary story, RecipientInput snapshot, Map<Long, MailStyle> styles) {}
