package carillon.notification.delivery;

import carillon.notification.recipients.Reason;
import carillon.notification.recipients.RecipientId;
import java.time.Instant;

/**
 * A mail that is to be sent.
 *
 * @param userId null for a plain address
 * @param messageId fixed, the same in every attempt
 * @param attempts how many were made so far
 * @param createdAt when it was decided, from which on it is given up after a while
 */
public record Delivery(
    long id,
    RecipientId recipient,
    Long userId,
    String address,
    Reason reason,
    boolean permissionsChecked,
    String messageId,
    int attempts,
    Instant createdAt) {

  /** The same, to the address that the person has now. */
  Delivery at(String presentAddress) {
    return new Delivery(
        id,
        recipient,
        userId,
        presentAddress,
        reason,
        permissionsChecked,
        messageId,
        attempts,
        createdAt);
  }
}
