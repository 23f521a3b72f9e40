package carillon.notification.subscription;

import carillon.notification.recipients.Mode;

/** What one person chose for a tracker. */
public record SubscriptionView(String username, Mode mode) {}
