package carillon.notification.subscription;

import carillon.notification.recipients.SubscriptionMode;
import jakarta.validation.constraints.NotNull;

/** The body of a choice. */
public record ChosenMode(@NotNull(message = "is required") SubscriptionMode mode) {}
