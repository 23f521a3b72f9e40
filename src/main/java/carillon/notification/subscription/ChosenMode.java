package carillon.notification.subscription;

import carillon.notification.recipients.Mode;
import jakarta.validation.constraints.NotNull;

/** The body of a choice. */
public record ChosenMode(@NotNull(message = "is required") Mode mode) {}
