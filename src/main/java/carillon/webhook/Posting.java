package carillon.webhook;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.outbound.Answer;
import carillon.outbound.HostRestsException;
import carillon.outbound.Hosts;
import carillon.outbound.Request;
import carillon.outbound.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts one parcel once, and writes down what came of it. Whoever posts waits as long as they have
 * patience; an answer that comes later is taken by {@link LateAnswers}.
 */
@ApplicationScoped
class Posting {
  private static final int MOST_BYTES = 8_192;
  private static final Duration MARGIN = Duration.ofSeconds(5);

  @Inject Hosts hosts;
  @Inject WebhookDeliveryTable deliveries;
  @Inject Outcomes outcomes;
  @Inject LateAnswers late;
  @Inject Vault vault;
  @Inject Settings settings;
  @Inject Clock clock;

  /** A parcel on its way, by its delivery's id, and where it stands. */
  record Posted(long deliveryId, Settlement settlement) {}

  /**
   * Posts a parcel, whatever its delivery's row says.
   *
   * @param patience how long to wait for the answer
   */
  public Posted post(Parcel parcel, Duration patience) throws InterruptedException {
    Settlement sending = Settlement.sending(timeout().plus(MARGIN));
    long id = outcomes.begin(parcel, sending);
    try {
      CompletableFuture<Answer> answer = hosts.send(request(parcel));
      return new Posted(id, await(parcel, id, answer, patience).orElse(sending));
    } catch (HostRestsException rests) {
      Settlement resting = Settlement.resting(rests.rest());
      deliveries.settle(id, resting);
      return new Posted(id, resting);
    }
  }

  private Optional<Settlement> await(
      Parcel parcel, long id, CompletableFuture<Answer> answer, Duration patience)
      throws InterruptedException {
    try {
      Answer came = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.of(outcomes.answered(parcel, id, came));
    } catch (ExecutionException failure) {
      return Optional.of(outcomes.failed(parcel, id, failure.getCause()));
    } catch (TimeoutException notYet) {
      late.take(
          answer,
          came -> outcomes.answered(parcel, id, came),
          failure -> outcomes.failed(parcel, id, failure));
      return Optional.empty();
    }
  }

  private Request request(Parcel parcel) {
    Instant now = clock.instant();
    Map<String, String> headers =
        new HashMap<>(
            Signature.headers(parcel.messageId(), now, parcel.body(), secrets(parcel, now)));
    headers.put("content-type", "application/json");
    return new Request("POST", parcel.hook().url(), headers, parcel.body(), timeout(), MOST_BYTES);
  }

  private List<Secret> secrets(Parcel parcel, Instant now) {
    Webhook.Secrets sealed = parcel.hook().secrets();
    List<Secret> secrets = new ArrayList<>();
    secrets.add(new Secret(vault.open(sealed.current())));
    if (sealed.oldIsValid(now)) {
      secrets.add(new Secret(vault.open(sealed.old())));
    }
    return secrets;
  }

  private Duration timeout() {
    return settings.get(SettingsTable.WEBHOOKS_TIMEOUT);
  }
}
