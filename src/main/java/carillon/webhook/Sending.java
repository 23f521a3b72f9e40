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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Sends parcels, signed, and says what came of them. Writes nothing down, waits for nothing. */
@ApplicationScoped
class Sending {
  private static final int MOST_BYTES = 8_192;
  private static final Duration MARGIN = Duration.ofSeconds(5);

  @Inject Hosts hosts;
  @Inject Vault vault;
  @Inject Settings settings;

  /** Sends a parcel once; what is returned never fails. */
  public CompletableFuture<Settlement> send(Parcel parcel) {
    try {
      return hosts
          .send(request(parcel))
          .handle((answer, failure) -> settlement(parcel, answer, failure));
    } catch (HostRestsException rests) {
      return CompletableFuture.completedFuture(resting(parcel, rests.rest()));
    }
  }

  /** How long an answer can take. */
  public Duration longest() {
    return settings.get(SettingsTable.WEBHOOKS_TIMEOUT).plus(MARGIN);
  }

  private Settlement settlement(Parcel parcel, Answer answer, Throwable failure) {
    List<Duration> schedule = schedule(parcel);
    if (failure == null) {
      return Settlement.of(answer, parcel.delivery().attempts(), schedule);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Settlement.of(cause, parcel.delivery().attempts(), schedule);
  }

  /**
   * A host that has failed for as long as a delivery is tried at all is not waited for any more.
   */
  private Settlement resting(Parcel parcel, Duration rest) {
    if (parcel.delivery().state().ended()) {
      return Settlement.unsent(parcel.delivery());
    }
    Duration patience = schedule(parcel).stream().reduce(Duration.ZERO, Duration::plus);
    return Settlement.resting(rest, parcel.delivery().age(), patience);
  }

  private List<Duration> schedule(Parcel parcel) {
    return parcel.delivery().isOnRequest()
        ? List.of()
        : settings.get(SettingsTable.WEBHOOKS_SCHEDULE);
  }

  private Request request(Parcel parcel) {
    // Not this server's clock: the endpoint refuses what is signed some minutes off.
    Instant now = parcel.delivery().readAt();
    String messageId = parcel.delivery().messageId();
    Map<String, String> headers =
        new HashMap<>(Signature.headers(messageId, now, parcel.body(), secrets(parcel, now)));
    headers.put("content-type", "application/json");
    Duration timeout = settings.get(SettingsTable.WEBHOOKS_TIMEOUT);
    return new Request("POST", parcel.hook().url(), headers, parcel.body(), timeout, MOST_BYTES);
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
}
