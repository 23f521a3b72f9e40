package carillon.webhook;

import carillon.outbound.HttpAddress;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook as it is wanted, checked.
 *
 * @param given the secret that was given, if any
 * @param newSecret whether another secret is to be generated
 */
record WebhookSpec(
    HttpAddress address,
    long ownerId,
    Optional<Secret> given,
    boolean newSecret,
    Set<WebhookEvent> events,
    boolean enabled) {

  WebhookTable.Wanted row(String sealedSecret) {
    return new WebhookTable.Wanted(
        ownerId,
        events.contains(WebhookEvent.CREATE),
        events.contains(WebhookEvent.UPDATE),
        enabled,
        sealedSecret);
  }
}
