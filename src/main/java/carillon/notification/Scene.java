package carillon.notification;

import carillon.notification.message.MailStyle;
import carillon.notification.message.Story;
import carillon.notification.recipients.Snapshot;
import java.util.Map;

/**
 * All that one run knows: what happened, what recipients depend on, and how the people in it read
 * their mail.
 *
 * @param styles by user id
 */
record Scene(Story story, Snapshot snapshot, Map<Long, MailStyle> styles) {}
