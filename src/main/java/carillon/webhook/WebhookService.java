package carillon.webhook;

import carillon.http.IfMatch;
import carillon.outbound.Vault;
import carillon.tracker.Tracker;
import carillon.tracker.Trackers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sets the webhooks of trackers. */
@ApplicationScoped
class WebhookService {
  /** How long receivers have to learn another secret. */
  private static final Duration OLD_SECRET_VALID = Duration.ofDays(1);

  @Inject Trackers trackers;
  @Inject WebhookTable table;
  @Inject Vault vault;
  @Inject Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** A tracker's webhooks after a change, and the secrets that were generated, by address. */
  record Result(Tracker tracker, List<Webhook> hooks, Map<URI, String> generated) {}

  /** Gives a tracker exactly these webhooks. */
  @Transactional
  public Result set(long trackerId, List<WebhookSpec> wanted, IfMatch ifMatch) {
    Tracker tracker = trackers.changing(trackerId, ifMatch);
    Map<URI, Webhook> others =
        table.ofTracker(trackerId).stream()
            .collect(Collectors.toMap(Webhook::url, Function.identity()));
    Map<URI, String> generated = new HashMap<>();
    for (WebhookSpec webhookSpec : wanted) {
      write(trackerId, webhookSpec, others.remove(webhookSpec.url()), generated);
    }
    others.values().forEach(hook -> table.delete(hook.id()));
    return new Result(tracker, table.ofTracker(trackerId), generated);
  }

  private void write(
      long trackerId, WebhookSpec webhookSpec, Webhook before, Map<URI, String> generated) {
    Optional<Secret> secret = webhookSpec.given();
    if (secret.isEmpty() && (before == null || webhookSpec.newSecret())) {
      secret = Optional.of(Secret.generated(random));
      generated.put(webhookSpec.url(), secret.get().text());
    }
    if (before == null) {
      table.insert(
          trackerId, webhookSpec.url(), webhookSpec.row(vault.seal(secret.orElseThrow().text())));
      return;
    }
    OffsetDateTime oldUntil = clock.instant().plus(OLD_SECRET_VALID).atOffset(ZoneOffset.UTC);
    String another =
        secret.filter(s -> isAnother(s, before)).map(s -> vault.seal(s.text())).orElse(null);
    table.update(before.id(), webhookSpec.row(another), oldUntil);
  }

  private boolean isAnother(Secret secret, Webhook hook) {
    return !vault.open(hook.secrets().current()).equals(secret.text());
  }
}
