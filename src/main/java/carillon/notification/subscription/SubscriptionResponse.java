package carillon.notification.subscription;

import carillon.notification.recipients.SubscriptionMode;

/** What one person chose for a tracker. */
public record SubscriptionResponse(String username, SubscriptionMode mode) {}
