package carillon.webhook;

import carillon.dispatch.Task;
import carillon.dispatch.TaskOutcome;
import carillon.dispatch.TaskRunner;
import carillon.job.QueueName;
import carillon.tracker.ChangesetRecorded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells one webhook of one changeset. The task's subject is the webhook's id. */
@ApplicationScoped
class WebhookRunner implements TaskRunner {
  /** How long a worker waits; an endpoint that works answers in less. */
  Duration patience = Duration.ofMillis(300);

  private static final TaskOutcome ENDED = new TaskOutcome.Ended();

  @Inject WebhookTable hooks;
  @Inject WebhookDeliveryTable deliveries;
  @Inject Payloads payloads;
  @Inject Posting posting;
  @Inject Outcomes outcomes;
  @Inject Clock clock;

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public QueueName queue() {
    return QueueName.WEBHOOKS;
  }

  @Override
  public boolean inlineAllowed() {
    return false;
  }

  @Override
  public List<String> subjects(ChangesetRecorded changeset) {
    return hooks.toldOf(changeset.trackerId(), changeset.creation());
  }

  @Override
  public TaskOutcome run(Task task) throws Exception {
    Optional<Webhook> hook = hooks.find(Long.parseLong(task.subject())).filter(Webhook::enabled);
    return hook.isPresent() ? tell(hook.get(), task.changesetId()) : ENDED;
  }

  private TaskOutcome tell(Webhook hook, long changesetId) throws Exception {
    Optional<WebhookDelivery> before = deliveries.of(hook.id(), changesetId);
    if (before.isPresent() && before.get().state().ended()) {
      return ENDED;
    }
    Duration toNext = before.map(this::toNext).orElse(Duration.ZERO);
    if (!toNext.isZero()) {
      return new TaskOutcome.Again(toNext);
    }
    Optional<byte[]> body = payloads.of(hook, changesetId);
    Parcel parcel = Parcel.of(hook, changesetId, before, body.orElse(new byte[0]));
    if (body.isEmpty()) {
      outcomes.begin(parcel, Settlement.skipped("its owner may not read the artifact"));
      return ENDED;
    }
    Duration again = posting.post(parcel, patience).settlement().again();
    return again == null ? ENDED : new TaskOutcome.Again(again);
  }

  private Duration toNext(WebhookDelivery delivery) {
    Duration toNext = Duration.between(clock.instant(), delivery.nextAt());
    return toNext.isNegative() ? Duration.ZERO : toNext;
  }
}
