package carillon.webhook;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A webhook as it is wanted, checked.
 *
 * @param given the secret that was given, if any
 * @param newSecret whether another secret is to be generated
 */
record WebhookSpec(
    URI url,
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
