package carillon.webhook;

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

/**
 * Posts parcels side by side, and writes down at once what came of all of them. Whoever posts waits
 * as long as they have patience; an answer that comes later is taken by {@link LateAnswers}.
 */
@ApplicationScoped
class Posting {
  Duration quick = Duration.ofMillis(100);

  @Inject Sending sending;
  @Inject Outcomes outcomes;
  @Inject LateAnswers late;

  /** The webhooks whose last answer took long, or is still awaited. */
  private final Set<Long> slow = ConcurrentHashMap.newKeySet();

  private record Underway(Parcel parcel, CompletableFuture<Settlement> answer) {}

  /** How long a worker waits; an endpoint that works answers in less. */
  public Duration quick() {
    return quick;
  }

  /** Whether a webhook's answer can be expected at once. */
  public boolean isQuick(Webhook hook) {
    return !slow.contains(hook.id());
  }

  /**
   * Posts parcels, whatever their deliveries' rows say.
   *
   * @param patience how long to wait for the answers
   * @return where each delivery stands then, in the same order
   */
  public List<Settled> post(List<Parcel> parcels, Duration patience) throws InterruptedException {
    List<Underway> underway = parcels.stream().map(this::send).toList();
    await(underway, patience);
    Settlement notYet = Settlement.sending(sending.longest());
    List<Settled> settled =
        underway.stream().map(one -> one.parcel().settled(one.answer().getNow(notYet))).toList();
    outcomes.write(settled);
    for (int i = 0; i < settled.size(); i++) {
      // Only now: what is written of an answer must not be overwritten by its being awaited.
      if (settled.get(i).settlement().state() == State.SENDING) {
        late.take(underway.get(i).parcel(), underway.get(i).answer());
      }
    }
    return settled;
  }

  private Underway send(Parcel parcel) {
    long start = System.nanoTime();
    CompletableFuture<Settlement> answer = sending.send(parcel);
    answer.thenAccept(settlement -> paced(parcel.hook(), settlement, System.nanoTime() - start));
    return new Underway(parcel, answer);
  }

  private void paced(Webhook hook, Settlement settlement, long nanos) {
    if (nanos > quick.toNanos()) {
      slow.add(hook.id());
    } else if (settlement.tried()) {
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
