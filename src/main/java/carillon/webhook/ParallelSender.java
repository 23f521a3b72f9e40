package carillon.webhook;

import carillon.webhook.AttemptResult.Settled;
import carillon.webhook.DeliveryAttempt.OutgoingDelivery;
import carillon.webhook.WebhookDelivery.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Posts parcels side by side. Whoever posts waits as long as they have patience, and writes down
 * what came; an answer that comes later is taken by {@link LateResponses}.
 */
@ApplicationScoped
class ParallelSender {
  Duration quick = Duration.ofMillis(100);

  @Inject DeliveryAttempt deliveryAttempt;
  @Inject LateResponses late;

  /** The webhooks whose last response was slow or is still pending. */
  private final Set<Long> slow = ConcurrentHashMap.newKeySet();

  private record Underway(OutgoingDelivery parcel, CompletableFuture<AttemptResult> answer) {}

  /**
   * What was posted.
   *
   * @param settled where each delivery stands, to be written down
   */
  record Posted(List<Settled> settled, List<Underway> underway) {}

  /** How long a worker waits; a healthy endpoint responds in less. */
  public Duration quick() {
    return quick;
  }

  /** Whether a webhook is expected to respond at once. */
  public boolean isQuick(Webhook hook) {
    return !slow.contains(hook.id());
  }

  /**
   * Posts parcels, whatever their deliveries' rows say.
   *
   * @param others whose answers nobody waits for
   * @param patience how long to wait for the answers to the first
   */
  public Posted post(
      List<OutgoingDelivery> awaited, List<OutgoingDelivery> others, Duration patience)
      throws InterruptedException {
    List<Underway> first = awaited.stream().map(this::send).toList();
    List<Underway> all = Stream.concat(first.stream(), others.stream().map(this::send)).toList();
    await(first, patience);
    AttemptResult notYet = AttemptResult.sending(deliveryAttempt.longest());
    return new Posted(
        all.stream().map(one -> one.parcel().settled(one.answer().getNow(notYet))).toList(), all);
  }

  /**
   * Has the answers that did not come yet written when they do. Only to be called once it is
   * written that they are awaited, which would overwrite them.
   */
  public void leave(Posted posted) {
    for (int i = 0; i < posted.settled().size(); i++) {
      if (posted.settled().get(i).result().state() == State.SENDING) {
        Underway one = posted.underway().get(i);
        late.take(one.parcel(), one.answer());
      }
    }
  }

  private Underway send(OutgoingDelivery outgoingDelivery) {
    long start = System.nanoTime();
    CompletableFuture<AttemptResult> answer = deliveryAttempt.send(outgoingDelivery);
    answer.thenAccept(
        attemptResult -> paced(outgoingDelivery.hook(), attemptResult, System.nanoTime() - start));
    return new Underway(outgoingDelivery, answer);
  }

  private void paced(Webhook hook, AttemptResult attemptResult, long nanos) {
    if (nanos > quick.toNanos()) {
      slow.add(hook.id());
    } else if (attemptResult.tried()) {
      slow.remove(hook.id());
    }
  }

  private void await(List<Underway> underway, Duration patience) throws InterruptedException {
    try {
      CompletableFuture.allOf(
              underway.stream().map(Underway::answer).toArray(CompletableFuture<?>[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException notYet) {
      underway.stream()
          .filter(one -> !one.answer().isDone())
          .forEach(one -> slow.add(one.parcel().hook().id()));
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
