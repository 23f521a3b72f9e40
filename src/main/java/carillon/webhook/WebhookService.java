package carillon.webhook;

import carillon.http.Caller;
import carillon.outbound.HttpAddress;
import carillon.outbound.Vault;
import carillon.problem.ExpectedVersion;
import carillon.tracker.Tracker;
import carillon.tracker.Trackers;
import carillon.webhook.WebhookValidator.WebhookSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  record Result(Tracker tracker, List<Webhook> hooks, Map<String, String> generated) {
    /** Null when it was not generated now. */
    String secretOf(Webhook hook) {
      return generated.get(HttpAddress.key(hook.url()));
    }
  }

  /**
   * Gives a tracker exactly these webhooks; those of other owners stay unless the caller is an
   * administrator.
   *
   * @throws carillon.problem.ProblemException 403 when one of those has a wanted address
   */
  @Transactional
  public Result set(
      long trackerId, List<WebhookSpec> wanted, ExpectedVersion expected, Caller caller) {
    Tracker tracker = trackers.changing(trackerId, expected);
    List<Webhook> others = new ArrayList<>(table.ofTracker(trackerId));
    Map<String, String> generated = new HashMap<>();
    for (WebhookSpec webhookSpec : wanted) {
      Webhook before = take(others, webhookSpec.address().key());
      if (before != null && !mayChange(caller, before)) {
        caller.mustBeAdmin("Changing the webhook of another owner");
      }
      write(trackerId, webhookSpec, before, generated);
    }
    others.stream()
        .filter(hook -> mayChange(caller, hook))
        .forEach(hook -> table.delete(hook.id()));
    List<Webhook> hooks =
        table.ofTracker(trackerId).stream().filter(hook -> mayChange(caller, hook)).toList();
    return new Result(tracker, hooks, generated);
  }

  /** Rows from before addresses were compared like this may be one webhook twice. */
  private static Webhook take(List<Webhook> hooks, String key) {
    for (Webhook hook : hooks) {
      if (HttpAddress.key(hook.url()).equals(key)) {
        hooks.remove(hook);
        return hook;
      }
    }
    return null;
  }

  private static boolean mayChange(Caller caller, Webhook hook) {
    return caller.admin() || hook.owner().equals(caller.name());
  }

  private void write(
      long trackerId, WebhookSpec webhookSpec, Webhook before, Map<String, String> generated) {
    Optional<Secret> secret = webhookSpec.given();
    if (secret.isEmpty() && (before == null || webhookSpec.newSecret())) {
      secret = Optional.of(Secret.generated(random));
      generated.put(webhookSpec.address().key(), secret.get().text());
    }
    if (before == null) {
      table.insert(
          trackerId,
          webhookSpec.address().uri(),
          webhookSpec.row(vault.seal(secret.orElseThrow().text())));
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
