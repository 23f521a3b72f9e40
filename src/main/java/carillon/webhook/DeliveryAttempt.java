package carillon.webhook;

import carillon.config.Settings;
import carillon.config.SettingsTable;
import carillon.outbound.CircuitOpenException;
import carillon.outbound.ClientDownException;
import carillon.outbound.HostCircuits;
import carillon.outbound.HttpCall;
import carillon.outbound.HttpReply;
import carillon.outbound.Vault;
import carillon.webhook.AttemptResult.Settled;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs and sends deliveries and returns their results. Stores nothing and never blocks. */
@ApplicationScoped
class DeliveryAttempt {
  private static final int MOST_BYTES = 8_192;
  private static final Duration OWN_FAULT_REST = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryAttempt.class);
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** A delivery to send now, and its body. */
  record OutgoingDelivery(Webhook hook, WebhookDelivery delivery, byte[] body) {

    Settled settled(AttemptResult result) {
      return new Settled(hook, delivery, result);
    }
  }

  @Inject HostCircuits hostCircuits;
  @Inject Vault vault;
  @Inject Settings settings;

  /**
   * Sends a delivery once; the returned future never fails, whatever the endpoint or this server
   * does, so that no delivery harms another.
   */
  public CompletableFuture<AttemptResult> send(OutgoingDelivery outgoingDelivery) {
    try {
      return hostCircuits
          .send(request(outgoingDelivery))
          .handle((httpReply, failure) -> result(outgoingDelivery, httpReply, failure));
    } catch (CircuitOpenException rests) {
      return CompletableFuture.completedFuture(
          postponed(outgoingDelivery, rests.rest(), AttemptResult.RESTS));
    } catch (RuntimeException ownFault) {
      LOG.error("Delivery {} cannot be sent", outgoingDelivery.delivery().id(), ownFault);
      return CompletableFuture.completedFuture(
          postponed(outgoingDelivery, OWN_FAULT_REST, AttemptResult.OWN_FAULT));
    }
  }

  /** The longest time that a response can take. */
  public Duration longest() {
    return settings.get(SettingsTable.WEBHOOKS_TIMEOUT).plus(MARGIN);
  }

  private AttemptResult result(
      OutgoingDelivery outgoingDelivery, HttpReply httpReply, Throwable failure) {
    List<Duration> schedule = schedule(outgoingDelivery);
    if (failure == null) {
      return AttemptResult.of(httpReply, outgoingDelivery.delivery().attempts(), schedule);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ClientDownException) {
      return postponed(outgoingDelivery, OWN_FAULT_REST, AttemptResult.OWN_FAULT);
    }
    return AttemptResult.of(cause, outgoingDelivery.delivery().attempts(), schedule);
  }

  /**
   * A host that has failed for as long as a delivery is tried at all is not waited for any more.
   */
  private AttemptResult postponed(OutgoingDelivery outgoingDelivery, Duration rest, String why) {
    if (outgoingDelivery.delivery().state().ended()) {
      return AttemptResult.unsent(outgoingDelivery.delivery());
    }
    Duration patience = schedule(outgoingDelivery).stream().reduce(Duration.ZERO, Duration::plus);
    return AttemptResult.postponed(rest, outgoingDelivery.delivery().age(), patience, why);
  }

  private List<Duration> schedule(OutgoingDelivery outgoingDelivery) {
    return outgoingDelivery.delivery().isOnRequest()
        ? List.of()
        : settings.get(SettingsTable.WEBHOOKS_SCHEDULE);
  }

  private HttpCall request(OutgoingDelivery outgoingDelivery) {
    // Not this server's clock: the endpoint refuses what is signed some minutes off.
    Instant now = outgoingDelivery.delivery().readAt();
    String messageId = outgoingDelivery.delivery().messageId();
    Map<String, String> headers =
        new HashMap<>(
            Signature.headers(
                messageId, now, outgoingDelivery.body(), secrets(outgoingDelivery, now)));
    headers.put("content-type", "application/json");
    Duration timeout = settings.get(SettingsTable.WEBHOOKS_TIMEOUT);
    return new HttpCall(
        "POST",
        outgoingDelivery.hook().url(),
        headers,
        outgoingDelivery.body(),
        timeout,
        MOST_BYTES);
  }

  private List<Secret> secrets(OutgoingDelivery outgoingDelivery, Instant now) {
    Webhook.Secrets sealed = outgoingDelivery.hook().secrets();
    List<Secret> secrets = new ArrayList<>();
    secrets.add(new Secret(vault.open(sealed.current())));
    if (sealed.oldIsValid(now)) {
      secrets.add(new Secret(vault.open(sealed.old())));
    }
    return secrets;
  }
}
