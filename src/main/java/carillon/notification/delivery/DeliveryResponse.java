package carillon.notification.delivery;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One mail to one recipient, as it is shown.
 *
 * @param recipient the user name; of an address without account the address, or to those who may
 *     not see addresses {@code x} and 12 hex digits
 * @param address null to those who may not see addresses
 * @param state pending, sending, sent, deferred, failed, unknown, suppressed or skipped
 * @param reason why they get it; of a skipped one why not
 * @param smtpReply the relay's last answer, or what happened instead
 * @param nextAt when a deferred one is tried again
 */
public record DeliveryResponse(
    long id,
    long changesetId,
    String recipient,
    @Schema(nullable = true) String address,
    String channel,
    String state,
    @Schema(nullable = true) String reason,
    String messageId,
    int attempts,
    @Schema(nullable = true) String smtpReply,
    @Schema(nullable = true) Instant nextAt,
    Instant updatedAt) {}
